/** Counts every check of a run and prints it as it ends. */
export class Report {
  private passed = 0;
  private failed = 0;

  /** Checks of one lane, which share a prefix in the output. */
  lane(name: string): Lane {
    return new Lane(name, (ok) => (ok ? this.passed++ : this.failed++));
  }

  /** Prints `N passed, N failed` alone on a line; true when something passed and nothing failed. */
  finish(): boolean {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 && this.passed > 0;
  }
}

/** Thrown after a failure that leaves nothing to go on with. Already counted where it is thrown. */
export class LaneEnded extends Error {}

export class Lane {
  constructor(
    private readonly name: string,
    private readonly count: (ok: boolean) => void,
  ) {}

  /** Counts one check. It fails when `body` throws; the lane goes on. */
  async check(title: string, body: () => Promise<void> | void): Promise<boolean> {
    const start = Date.now();
    try {
      await body();
      this.count(true);
      console.log(`✓ ${this.name}: ${title} (${seconds(start)})`);
      return true;
    } catch (error) {
      this.count(false);
      const message = error instanceof Error ? error.message : String(error);
      console.log(`✗ ${this.name}: ${title} (${seconds(start)})\n${message.replace(/^/gm, "    ")}`);
      return false;
    }
  }

  /** Counts one check whose result the rest of the lane needs. @throws LaneEnded when it fails. */
  async step<T>(title: string, body: () => Promise<T>): Promise<T> {
    let result: { value: T } | undefined;
    await this.check(title, async () => {
      result = { value: await body() };
    });
    if (!result) throw new LaneEnded();
    return result.value;
  }

  /** Runs the whole lane. What it throws beside {@link LaneEnded} is counted as a failure. */
  async run(body: () => Promise<void>): Promise<void> {
    try {
      await body();
    } catch (error) {
      if (error instanceof LaneEnded) return;
      await this.check("ran to its end", () => {
        throw error instanceof Error ? new Error(error.stack) : error;
      });
    }
  }

  /** Prints a line that counts as nothing. */
  note(text: string): void {
    console.log(`· ${this.name}: ${text}`);
  }
}

function seconds(start: number): string {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
