namespace Fairway.Conformance.Transcripts.Comparing;

/// <summary>One place in which an answer is not the recorded one. The texts are compact JSON, or words.</summary>
internal sealed record Difference(string Path, string Expected, string Actual)
{
    /// <summary>What stands for a value that is not there.</summary>
    public const string Absent = "(absent)";

    public override string ToString() => $"{Path}: expected {Expected}, got {Actual}";
}
