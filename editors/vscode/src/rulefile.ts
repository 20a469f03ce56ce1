/** Which YAML files are rules of planspect. */

/** Whether a text is a rule: it has a code such as `ORG001`, a name, and something that it judges by. */
export function isRuleFile(text: string): boolean {
  const has = (key: string): boolean => new RegExp(`^${key}\\s*:`, "m").test(text);
  const code = /^code\s*:\s*["']?[A-Z]{2,}\d{3}["']?\s*(#.*)?$/m.test(text);
  return code && has("name") && ["message", "when", "require", "each", "kind"].some(has);
}
