use proptest::prelude::*;

use super::*;

fn values(text: &str) -> Vec<(String, Option<String>)> {
    let (variables, mistakes) = parse(text);
    assert!(mistakes.is_empty(), "{mistakes:?} in {text:?}");
    variables.into_iter().map(|one| (one.name, one.value.map(|value| value.expose().to_owned()))).collect()
}

fn value(text: &str) -> String {
    let mut values = values(text);
    assert_eq!(values.len(), 1, "{text:?}");
    values.remove(0).1.unwrap()
}

#[test]
fn values_without_quotes_end_with_their_line_or_a_comment() {
    for (text, expected) in [
        ("A=b", "b"),
        ("  export\tA = b c  ", "b c"),
        ("A=b#c", "b#c"),
        ("A=b #c", "b"),
        ("A=#c", ""),
        ("A=", ""),
        ("A=b=c==\r\n", "b=c=="),
        ("A=it's", "it's"),
        ("A=a\\nb$C", "a\\nb$C"),
        ("\u{feff}A=b", "b"),
        ("exported=b", "b"),
    ] {
        assert_eq!(value(text), expected, "{text:?}");
    }
}

#[test]
fn quotes_hold_what_they_hold() {
    for (text, expected) in [
        (r#"A="b # c" # d"#, "b # c"),
        (r#"A="a\nb\t\"\\\$\d""#, "a\nb\t\"\\$\\d"),
        (r"A='a\nb\'", r"a\nb\"),
        ("A=`it's \"so\"`", "it's \"so\""),
        ("A=\"one\r\ntwo\"\r\n", "one\ntwo"),
        (
            "A='-----BEGIN KEY-----\n#no comment\nB=c\n-----END KEY-----'\n",
            "-----BEGIN KEY-----\n#no comment\nB=c\n-----END KEY-----",
        ),
        ("A=''", ""),
        ("A=\"ä→\"", "ä→"),
    ] {
        assert_eq!(value(text), expected, "{text:?}");
    }
}

#[test]
fn a_name_alone_is_to_be_filled_in_and_the_last_of_one_name_counts() {
    let text = "# all\nA=1\n\nB\nexport C # later\nA=2\n";
    let one = |name: &str, value: Option<&str>| (name.to_owned(), value.map(str::to_owned));
    assert_eq!(values(text), [one("B", None), one("C", None), one("A", Some("2"))]);
}

#[test]
fn mistakes_have_their_line_and_hide_no_other_variable() {
    let text = "A='one\ntwo'\nnot a variable\nB=\"x\" hunter22\n1C=2\n=d\nD=fine\nE=\"hunter22\nF=g\n";
    let (variables, mistakes) = parse(text);
    let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 8]);
    assert!(mistakes.iter().all(|mistake| !mistake.to_string().contains("hunter22")));
    let names: Vec<(&str, usize)> = variables.iter().map(|one| (one.name.as_str(), one.line)).collect();
    assert_eq!(names, [("A", 1), ("D", 7), ("F", 9)]);
}

#[test]
fn samples_hold_no_secrets() {
    for name in [".env", ".env.local", ".env.production", ".env.production.local"] {
        assert!(is_dotenv(name), "{name}");
    }
    for name in [".env.example", ".env.local.sample", ".envrc", "env", ".env.", "x.env"] {
        assert!(!is_dotenv(name), "{name}");
    }
}

#[test]
fn files_of_a_folder_are_read_each_by_itself() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join(".env"), "DB_PASSWORD=hunter22\nPORT=80\nTOKEN\n").unwrap();
    std::fs::write(folder.path().join(".env.local"), [0xff, 0xfe]).unwrap();
    std::fs::write(folder.path().join(".env.example"), "A=b").unwrap();
    let read = in_folder(folder.path());
    let told: Vec<(&str, &str, bool)> = read
        .found
        .iter()
        .map(|found| (found.name.as_str(), found.whence.as_str(), found.is_likely))
        .collect();
    assert_eq!(told[..2], [("DB_PASSWORD", ".env:1", true), ("PORT", ".env:2", false)]);
    assert_eq!(read.found[2].lacks, ["value"]);
    assert_eq!(read.found.len(), 3);
    assert_eq!(read.missed.len(), 1);
    assert!(read.missed[0].message.starts_with(".env.local cannot be read"), "{:?}", read.missed);
}

proptest! {
    #[test]
    fn what_is_quoted_comes_back(value_given in "[^\u{0}\r]{0,80}") {
        let escaped = value_given.replace('\\', "\\\\").replace('"', "\\\"");
        prop_assert_eq!(value(&format!("A=\"{escaped}\" # b\n")), value_given.as_str());
        if !value_given.contains('\'') {
            prop_assert_eq!(value(&format!("export A='{value_given}'")), value_given.as_str());
        }
    }

    #[test]
    fn any_text_is_read_to_its_end(text in "(?s)[A=\"'`#\\\\\n .a-c]{0,120}") {
        let lines = text.lines().count();
        let (variables, mistakes) = parse(&text);
        let placed = variables.iter().map(|one| one.line).chain(mistakes.iter().map(|mistake| mistake.line));
        for line in placed {
            prop_assert!((1..=lines).contains(&line), "line {line} of {lines}");
        }
    }
}
