//! Tables of text.

/// Rows as a table whose columns are as wide as their widest cell; cells are two spaces apart.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |text: &str| text.chars().count();
    let widths: Vec<usize> = head
        .iter()
        .enumerate()
        .map(|(column, title)| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell));
            cells.max().unwrap_or_default().max(width(title))
        })
        .collect();
    let pad = |cell: &str, to: usize| format!("{cell}{}", " ".repeat(to.saturating_sub(width(cell))));
    let line = |cells: Vec<&str>| {
        let padded: Vec<String> = cells.iter().zip(&widths).map(|(cell, to)| pad(cell, *to)).collect();
        padded.join("  ").trim_end().to_owned()
    };
    let mut lines = vec![line(head.to_vec())];
    lines.extend(rows.iter().map(|row| line(row.iter().map(String::as_str).collect())));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [vec!["a".to_owned(), "1".to_owned()], vec!["länger".to_owned(), "2".to_owned()]];
        assert_eq!(super::table(&["name", "n"], &rows), "name    n\na       1\nlänger  2");
    }
}
