//! Robots of groups: DingTalk, Feishu, WeCom. Each answers with status 200 whatever it thinks of the message, and says in a
//! number what that is.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::Url;
use reqwest::header::HeaderMap;
use serde_json::Value;
use slipway_domain::secret::Secret;
use slipway_engine::ports::Undelivered;

use crate::post::{Answered, Post, address};
use crate::sign;

/// What a number that a robot answers with means.
enum Means {
    /// It takes no more for now.
    Busy(Duration),
    /// A person can mend it.
    Mend(&'static str),
    /// The message itself is not taken.
    Message,
    /// It is in no list.
    Unknown,
}

/// Sends to DingTalk's robot. The signature stands in the address.
pub(crate) async fn dingtalk(
    post: &Post,
    url: &Secret,
    sign: Option<&Secret>,
    body: &Value,
) -> Result<Value, Undelivered> {
    let mut url = address(url.expose())?;
    if let Some(secret) = sign {
        let millis = Timestamp::now().as_millisecond();
        let signature = sign::dingtalk(secret, millis);
        url.query_pairs_mut().append_pair("timestamp", &millis.to_string()).append_pair("sign", &signature);
    }
    let answered = send(post, &url, body).await?;
    judged(answered, "errcode", "errmsg", |code| match code {
        -1 => Means::Busy(Duration::from_secs(30)),
        // Who sends more than twenty in a minute is shut out for ten.
        130_101 | 130_102 | 660_026 => Means::Busy(Duration::from_secs(600)),
        310_000 => Means::Mend("the robot's keyword, signature or list of addresses does not fit"),
        300_001 | 300_005 | 40_014 => Means::Mend("there is no robot with that address"),
        40_035 | 43_004 | 400_105 | 460_101 => Means::Message,
        _ => Means::Unknown,
    })
}

/// Sends to Feishu's robot. The signature stands in the body.
pub(crate) async fn feishu(
    post: &Post,
    url: &Secret,
    sign: Option<&Secret>,
    body: &Value,
) -> Result<Value, Undelivered> {
    let url = address(url.expose())?;
    let mut body = body.clone();
    if let Some(secret) = sign {
        let seconds = Timestamp::now().as_second();
        body["timestamp"] = Value::from(seconds.to_string());
        body["sign"] = Value::from(sign::feishu(secret, seconds));
    }
    // It answers with status 400 to what it does not take, and with a number as well.
    let answered = send(post, &url, &body).await?;
    judged(answered, "code", "msg", |code| match code {
        11_232 | 99_991_400 => Means::Busy(Duration::from_secs(60)),
        19_021 => {
            Means::Mend("the robot's signature does not fit, or this laptop's clock is wrong by an hour")
        }
        19_022 => Means::Mend("the robot takes nothing from this laptop's address"),
        19_024 => Means::Mend("the robot wants a keyword: name it as `keyword` of the channel"),
        19_001 | 19_002 | 19_007 => Means::Mend("there is no robot with that address"),
        9_499 | 10_207 | 11_246 => Means::Message,
        _ => Means::Unknown,
    })
}

/// Sends to WeCom's robot.
pub(crate) async fn wecom(post: &Post, url: &Secret, body: &Value) -> Result<Value, Undelivered> {
    let url = address(url.expose())?;
    let answered = send(post, &url, body).await?;
    judged(answered, "errcode", "errmsg", |code| match code {
        -1 => Means::Busy(Duration::from_secs(30)),
        45_009 | 45_033 => Means::Busy(Duration::from_secs(60)),
        93_000 => Means::Mend("there is no robot with that address"),
        40_008 | 40_058 | 44_004 | 45_002 => Means::Message,
        _ => Means::Unknown,
    })
}

async fn send(post: &Post, url: &Url, body: &Value) -> Result<Answered, Undelivered> {
    post.json(url, HeaderMap::new(), body.to_string()).await
}

/// What a robot's answer means. The number counts before the status.
fn judged(
    answered: Answered,
    code: &str,
    message: &str,
    means: impl Fn(i64) -> Means,
) -> Result<Value, Undelivered> {
    let answer = answered.json();
    let Some(number) = answer[code].as_i64() else {
        // Without a number the status counts; a success without one is none of a robot's.
        let why = format!("it answered with no {code}: {}", answered.said());
        answered.success()?;
        return Err(Undelivered::Later { why, after: None });
    };
    if number == 0 {
        return Ok(Value::Null);
    }
    let said: String = answer[message].as_str().unwrap_or_default().chars().take(4_000).collect();
    let plain = format!("it answered with {code} {number}: {said}");
    Err(match means(number) {
        Means::Busy(after) => {
            let after = Some(answered.after.unwrap_or(after));
            Undelivered::Later { why: format!("it takes no more messages now ({code} {number})"), after }
        }
        Means::Mend(what) => {
            Undelivered::Later { why: format!("{what} ({code} {number}: {said})"), after: None }
        }
        Means::Message => Undelivered::Never { why: plain },
        Means::Unknown => Undelivered::Later { why: plain, after: answered.after },
    })
}
