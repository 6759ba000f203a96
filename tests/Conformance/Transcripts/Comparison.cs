namespace Fairway.Conformance.Transcripts;

/// <summary>A step's own rules of comparison; both sides are treated alike.</summary>
/// <param name="Keep">Only these paths count; null: all.</param>
/// <param name="Drop">These paths do not count.</param>
/// <param name="Unordered">Lists under these keys are sets.</param>
/// <param name="Body">False: the body is not looked at.</param>
internal sealed record Comparison(
    IReadOnlyList<string>? Keep,
    IReadOnlyList<string> Drop,
    IReadOnlySet<string> Unordered,
    bool Body
)
{
    public static Comparison Plain { get; } = new(null, [], new HashSet<string>(), true);
}
