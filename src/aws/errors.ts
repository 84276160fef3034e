/** What went wrong in a request, in one line each. */
export interface Problem {
  readonly kind: "denied" | "missing" | "throttled" | "credentials" | "network" | "other";
  readonly text: string;
  readonly fix: string;
}

/** What is known of an error of the SDK, or of Node.js beneath it. */
interface Failure {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}

const names = {
  denied: /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError\w*|Forbidden|403)$/,
  missing: /NotFound|NoSuch|DoesNotExist|ResourceNotFound|^404$/,
  throttled: /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|Bandwidth|PriorRequestNotComplete/,
  credentials:
    /CredentialsProviderError|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|AuthFailure|SignatureDoesNotMatch|OptInRequired|InvalidAccessKeyId|TokenRefreshRequired|MissingAuthenticationToken/,
  network: /^(E[A-Z]{4,}|TimeoutError|AbortError|CERT_\w+|DEPTH_ZERO\w+|SELF_SIGNED\w+|UNABLE_TO\w+|ERR_TLS\w+)$/,
} as const;

/**
 * Says of any error what went wrong, and what to do.
 *
 * @param actions that the request needs, for an answer that does not name the one that is missing.
 */
export function problemOf(error: unknown, actions: readonly string[] = []): Problem {
  const failure = (typeof error === "object" && error !== null ? error : {}) as Failure;
  const { name = "", message = String(error), code = "", $metadata: { httpStatusCode: status = 0 } = {} } = failure;
  const is = (pattern: RegExp) => pattern.test(name) || pattern.test(code);
  const line = oneLine(message);
  if (is(names.denied) || status === 403) {
    const named = /not authorized to perform:? ([\w-]+:\w+)/i.exec(message)?.[1];
    const action = named ?? actions.join(", ");
    return {
      kind: "denied",
      text: `access denied${action && ` to ${action}`}`,
      fix: action ? `allow ${action} to this identity` : "allow it to this identity",
    };
  }
  if (is(names.throttled) || status === 429) {
    return { kind: "throttled", text: "AWS answers too many requests", fix: "run it again in a minute" };
  }
  if (is(names.credentials) || /could not load credentials/i.test(message)) {
    return { kind: "credentials", text: line, fix: "log in again, or set AWS_PROFILE or the credentials" };
  }
  if (/^Region is missing/.test(message)) {
    return { kind: "credentials", text: "no region is known", fix: "give region by --var-file, or set AWS_REGION" };
  }
  if (is(names.missing) || status === 404) return { kind: "missing", text: line, fix: "correct its name" };
  if (is(names.network)) {
    return {
      kind: "network",
      text: `no answer (${line})`,
      fix: "check the network, and HTTPS_PROXY where there is one",
    };
  }
  const said = [name, line].filter((part, i, all) => part && part !== "Error" && all.indexOf(part) === i).join(": ");
  if (status >= 400) return { kind: "other", text: `AWS answers ${status} (${said})`, fix: "run it again in a minute" };
  return {
    kind: "other",
    text: said,
    fix: "run it again",
  };
}

/** Whether AWS says that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return problemOf(error).kind === "missing";
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
