//! Notices: what a team is told of an operation, and how each kind of channel writes it. Pure: nothing is sent here.

mod block_kit;
mod compare;
mod custom;
mod dingtalk;
mod feishu;
mod lines;
mod notice;
mod rendered;
#[cfg(test)]
mod samples;
mod shorten;
mod slack;
mod webhook;
mod wecom;
mod words;

pub use block_kit::{BLOCKS, FIELDS, HEADER, SECTION, faults};
pub use compare::compare_url;
pub use custom::{Custom, CustomError, VARIABLES};
pub use dingtalk::MOST as DINGTALK_BYTES;
pub use feishu::MOST as FEISHU_BYTES;
pub use notice::{Change, Notice, Now};
pub use rendered::{Rendered, render};
pub use webhook::{SCHEMA as WEBHOOK_SCHEMA, WebhookNotice};
pub use wecom::MOST as WECOM_BYTES;
