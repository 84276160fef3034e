/** One request to AWS. */
export interface SentRequest {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

/** A client of the AWS SDK that answers by the name of the command, and remembers what it was sent. */
export function fakeClient<Client>(answers: Readonly<Record<string, (input: Record<string, unknown>) => unknown>>): {
  readonly client: Client;
  readonly sent: SentRequest[];
} {
  const sent: SentRequest[] = [];
  const send = (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const name = command.constructor.name.replace(/Command$/, "");
    sent.push({ name, input: command.input });
    return Promise.resolve().then(() => answers[name]?.(command.input) ?? {});
  };
  return { client: { send } as Client, sent };
}

/** Throws an error of AWS. */
export function awsError(name: string): () => never {
  return () => {
    throw Object.assign(new Error(name), { name });
  };
}
