/** What it takes to write and read data under a key. */
export const encryptDecryptActions = ["kms:GenerateDataKey", "kms:Decrypt"];

/** What it takes to read data under a key. */
export const decryptActions = ["kms:Decrypt"];

/** What CloudWatch Logs and EC2 Auto Scaling need, as AWS documents it for both. */
export const serviceUseActions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"];

/** What CloudWatch and EventBridge need to publish to an encrypted SNS topic. */
export const publishActions = ["kms:Decrypt", "kms:GenerateDataKey*"];
