import type { Answer, Request } from "../recorder";

/** What AWS says when it gets too many requests, or fails itself. */
export type Trouble = "throttled" | "broken";

const json = new Set([
  "acm",
  "application-autoscaling",
  "dynamodb",
  "events",
  "kms",
  "logs",
  "secretsmanager",
  "tagging",
  "wafv2",
]);
const restJson = new Set(["backup", "eks"]);

/** The error in the form of the service's protocol: clients decide by code and status whether to try again. */
export function awsError({ service }: Request, trouble: Trouble): Answer {
  if (json.has(service)) {
    const code = trouble === "throttled" ? "ThrottlingException" : "InternalServiceError";
    return answer(trouble === "throttled" ? 400 : 500, "application/x-amz-json-1.1", {
      code,
      body: JSON.stringify({ __type: code, message: messages[trouble] }),
    });
  }
  if (restJson.has(service)) {
    const code = trouble === "throttled" ? "TooManyRequestsException" : "ServerException";
    return answer(trouble === "throttled" ? 429 : 500, "application/json", {
      code,
      body: JSON.stringify({ message: messages[trouble] }),
    });
  }
  if (service === "s3") {
    const code = trouble === "throttled" ? "SlowDown" : "InternalError";
    return answer(trouble === "throttled" ? 503 : 500, "application/xml", {
      body: `<Error>${detail(code, trouble)}</Error>`,
    });
  }
  if (service === "ec2") {
    const code = trouble === "throttled" ? "RequestLimitExceeded" : "InternalError";
    const body = `<Response><Errors><Error>${detail(code, trouble)}</Error></Errors><RequestID>0</RequestID></Response>`;
    return answer(trouble === "throttled" ? 503 : 500, "text/xml", { body });
  }
  const code = trouble === "throttled" ? "Throttling" : "InternalFailure";
  const body = `<ErrorResponse><Error>${detail(code, trouble)}</Error><RequestId>0</RequestId></ErrorResponse>`;
  return answer(trouble === "throttled" ? 400 : 500, "text/xml", { body });
}

const messages: Readonly<Record<Trouble, string>> = { throttled: "Rate exceeded", broken: "We are having trouble" };

function detail(code: string, trouble: Trouble): string {
  return `<Code>${code}</Code><Message>${messages[trouble]}</Message>`;
}

function answer(status: number, contentType: string, { code, body }: { code?: string; body: string }): Answer {
  return {
    status,
    headers: { "content-type": contentType, ...(code === undefined ? {} : { "x-amzn-errortype": code }) },
    body,
  };
}
