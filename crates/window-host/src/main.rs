//! `slipway-window-host`: the window in a browser.
#![allow(clippy::print_stdout)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use slipway_window::Session;
use slipway_window_host::routes;
use uuid::Uuid;

/// Serves the window to a browser on this machine and prints its address
#[derive(Debug, Parser)]
struct Args {
    /// Where data is kept; the platform's directory if none is named
    #[arg(long, env = "SLIPWAY_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// The folder with the window's files
    #[arg(long, default_value = "ui/dist")]
    ui: PathBuf,
    /// The port; a free one if 0
    #[arg(long, default_value_t = 0)]
    port: u16,
}

#[tokio::main]
async fn main() -> ExitCode {
    slipway_window::guard_secrets();
    if let Some(code) = slipway_window::askpass_answer() {
        return ExitCode::from(code);
    }
    match serve(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("{why}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(args: Args) -> Result<(), String> {
    let session = Session::open(args.data_dir).await.map_err(|problem| problem.message)?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", args.port)).await;
    let listener = listener.map_err(|why| format!("port {} cannot be had: {why}", args.port))?;
    let address = listener.local_addr().map_err(|why| why.to_string())?;
    let token = Uuid::new_v4().simple().to_string();
    println!("http://{address}/?token={token}");
    let serving = axum::serve(listener, routes(session.clone(), token, &args.ui)).into_future();
    tokio::select! {
        served = serving => served.map_err(|why| why.to_string()),
        Ok(()) = tokio::signal::ctrl_c() => {
            session.end().await;
            Ok(())
        }
    }
}
