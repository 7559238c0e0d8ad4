declare module 'sdp-transform/lib/grammar.js' {
  interface Rule {
    name: string;
    reg: RegExp;
    format: string;
  }
  const grammar: Record<string, Rule[]>;
  export default grammar;
}
