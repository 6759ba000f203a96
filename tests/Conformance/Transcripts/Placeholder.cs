namespace Fairway.Conformance.Transcripts;

/// <summary>What a placeholder of the transcripts stands for, and how it is told from others.</summary>
/// <param name="Pattern">A regular expression of the values it takes.</param>
/// <param name="Kept">The value is learned once and is the same everywhere in the scenario.</param>
/// <param name="Distinct">Two placeholders of the kind never have one value.</param>
/// <param name="Numbered">It carries a number: <c>&lt;uid:1&gt;</c>.</param>
internal sealed record Placeholder(string Pattern, bool Kept, bool Distinct, bool Numbered)
{
    private const string Token = "[A-Za-z0-9_=+/.-]+";

    /// <summary>
    /// By the name before the colon. <c>listrv</c> and <c>continue</c> are numbered anew at each appearance: a later
    /// request uses the first value, but no two answers are held against each other.
    /// </summary>
    public static IReadOnlyDictionary<string, Placeholder> Kinds { get; } =
        new Dictionary<string, Placeholder>
        {
            ["ns"] = new("[a-z0-9-]+", Kept: true, Distinct: true, Numbered: true),
            ["uid"] = new("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", Kept: true, Distinct: true, Numbered: true),
            ["rv"] = new("[0-9]+", Kept: true, Distinct: true, Numbered: true),
            ["listrv"] = new("[0-9]+", Kept: false, Distinct: false, Numbered: true),
            ["continue"] = new(Token, Kept: false, Distinct: false, Numbered: true),
            ["suffix"] = new("[a-z0-9]+", Kept: true, Distinct: false, Numbered: true),
            ["hash"] = new("[A-Za-z0-9]+", Kept: true, Distinct: false, Numbered: true),
            ["ip"] = new("[0-9a-fA-F.:]+", Kept: true, Distinct: false, Numbered: true),
            ["port"] = new("[0-9]+", Kept: true, Distinct: false, Numbered: true),
            ["jwt"] = new(Token, Kept: true, Distinct: false, Numbered: true),
            ["time"] = new("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", false, false, Numbered: false),
            ["microtime"] = new(
                "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z",
                false,
                false,
                Numbered: false
            ),
            ["node"] = new("[a-z0-9.-]+", Kept: false, Distinct: false, Numbered: false),
            ["container"] = new("\\S+", Kept: false, Distinct: false, Numbered: false),
            ["pem"] = new("[\\s\\S]*", Kept: false, Distinct: false, Numbered: false),
        };
}
