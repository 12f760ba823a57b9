//! The `lazaret` command.

fn main() -> std::process::ExitCode {
    lazaret::command::run()
}
