//! Links of a laptop that fail in different ways.

use crate::error::Result;
use crate::laptop::Laptop;

/// How a link fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severed {
    /// Packets vanish in both directions.
    Silent,
    /// Whatever the laptop sends is answered by a reset, connections that stood included.
    Refused,
    /// What the laptop sends arrives, and nothing comes back.
    Deaf,
}

impl Laptop {
    /// Lets the links to these addresses fail.
    pub fn sever(&self, addresses: &[String], how: Severed) -> Result<()> {
        let rule = |address: &String| match how {
            Severed::Silent => {
                format!("iptables -A INPUT -s {address} -j DROP\niptables -A OUTPUT -d {address} -j DROP\n")
            }
            Severed::Refused => {
                format!("iptables -A OUTPUT -p tcp -d {address} -j REJECT --reject-with tcp-reset\n")
            }
            Severed::Deaf => format!("iptables -A INPUT -s {address} -j DROP\n"),
        };
        let rules: String = addresses.iter().map(rule).collect();
        self.engine().machine().network_sh(&rules).map(drop)
    }

    /// Ends what [`Laptop::sever`] began.
    pub fn mend(&self) -> Result<()> {
        self.engine().machine().network_sh("iptables -F INPUT\niptables -F OUTPUT").map(drop)
    }
}
