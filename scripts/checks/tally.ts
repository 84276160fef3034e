/** Counts the checks of a script. */
export class Tally {
  private passed = 0;
  private failed = 0;

  /** Counts a check. @param times as so many. @default 1 */
  count(passed: boolean, times = 1): void {
    if (passed) this.passed += times;
    else this.failed += times;
  }

  /** Prints `N passed, N failed` on a line of its own, and sets the exit code: 0 when something passed and nothing failed. */
  finish(): void {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}
