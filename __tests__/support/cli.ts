import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createColors } from "picocolors";
import { type Io, processIo } from "../../src/cli/io";
import { runCli } from "../../src/cli/run";

/** What a command line printed, and how it ended. */
export interface CliResult {
  readonly printed: string;
  readonly error: string;
  readonly exitCode: number;
}

/** A folder in which a test runs command lines, within this process and without a terminal. */
export class CliFolder {
  readonly path = mkdtempSync(join(tmpdir(), "ppm-eks-test-"));

  remove(): void {
    rmSync(this.path, { recursive: true });
  }

  at(path: string): string {
    return join(this.path, path);
  }

  read(path: string): string {
    return readFileSync(this.at(path), "utf8");
  }

  write(path: string, contents: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), contents);
  }

  /** Runs `ppm-eks ARGS` in the folder. */
  async run(...args: string[]): Promise<CliResult> {
    const result = { printed: "", error: "", exitCode: 0 };
    const io: Io = {
      ...processIo(),
      workingFolder: this.path,
      environment: {},
      isInteractive: false,
      colours: createColors(false),
      print: (text) => void (result.printed += `${text}\n`),
      error: (text) => void (result.error += `${text}\n`),
      progress: () => undefined,
      fail: (exitCode = 1) => void (result.exitCode = exitCode),
      exists: (path) => existsSync(this.at(path)),
      read: (path) => this.read(path),
      write: (path, contents) => this.write(path, contents),
    };
    await runCli(args, io);
    return result;
  }
}
