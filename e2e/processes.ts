import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";

const running = new Set<ChildProcess>();
const groups = new WeakSet<ChildProcess>();
const cleanups = new Set<() => void>();

process.on("exit", () => {
  for (const child of running) signal(child, "SIGTERM");
  for (const cleanup of cleanups) cleanup();
});
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => process.exit(130));

/** Calls `cleanup` when this process ends, by whatever way but SIGKILL. */
export function atExit(cleanup: () => void): void {
  cleanups.add(cleanup);
}

export interface CommandResult {
  /** -1 when the program could not be started or was killed. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** The whole environment. @default - that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** @default - none */
  readonly stdin?: string;
  /** Interrupts the program (SIGINT) after so many milliseconds. @default - never */
  readonly timeout?: number;
  /** In a process group of its own, as a shell starts a command; see {@link signal}. @default false */
  readonly detached?: boolean;
}

/** Runs a program to its end and returns what it printed, whatever its exit code. */
export function command(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return ended(launch(program, args, options), options);
}

/** What a started program printed, when it has ended. */
export function ended(child: ChildProcess, options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const timer = options.timeout === undefined ? undefined : setTimeout(() => child.kill("SIGINT"), options.timeout);
    timer?.unref();
    child.on("error", (error) => resolve({ code: -1, stdout, stderr: stderr + error.message }));
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, stdout, stderr });
    });
    // A program that ends before it has read everything is judged by its exit code.
    child.stdin?.on("error", () => undefined).end(options.stdin ?? "");
  });
}

/** Like {@link command}, but an exit code other than 0 is an error that carries the output. */
export async function succeed(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await command(program, args, options);
  if (result.code !== 0) throw new Error(commandFailure([program, ...args].join(" "), result));
  return result.stdout;
}

/** One text for a failed command: how it ended, what it complained about, and the last lines of the rest. */
export function commandFailure(shown: string, { code, stdout, stderr }: CommandResult): string {
  return `${shown} ended with ${code}:\n${stdout.trim().split("\n").slice(-10).join("\n")}\n${stderr.trim()}`;
}

/** Starts a program that runs until it is stopped, at the latest when this process ends. */
export function launch(program: string, args: readonly string[], options: CommandOptions = {}): ChildProcess {
  const { cwd, env, detached = false } = options;
  const child = spawn(program, args, { cwd, env, detached, stdio: "pipe" });
  if (detached) groups.add(child);
  running.add(child);
  child.on("close", () => running.delete(child));
  return child;
}

/** Sends a signal to a started program, and where it has a process group of its own, to all of the group. */
export function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (groups.has(child)) process.kill(-child.pid, name);
  else child.kill(name);
}

/** Ends a started program and waits until it is gone. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  await gone;
  clearTimeout(timer);
}

/** A TCP port of the loopback interface that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
