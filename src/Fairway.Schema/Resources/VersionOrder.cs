using System.Globalization;

namespace Fairway.Schema.Resources;

/// <summary>
/// Versions from the best to the worst: stable ones, then beta, then alpha, the greater numbers first; other names
/// last, by their letters (k8s.io/apimachinery, pkg/version).
/// </summary>
internal sealed class VersionOrder : IComparer<string>
{
    private const int Stable = 3;

    public static VersionOrder Shared { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Parse(x ?? ""), Parse(y ?? ""));
        return left is null || right is null
            ? left is null && right is null ? string.CompareOrdinal(x, y) : left is null ? 1 : -1
            : right.Value.CompareTo(left.Value);
    }

    private static (int Stability, int Major, int Minor)? Parse(string version)
    {
        if (version.Length < 2 || version[0] != 'v')
        {
            return null;
        }

        var at = version.AsSpan().IndexOfAny('a', 'b');
        if (at < 0)
        {
            return Number(version.AsSpan(1)) is { } only ? (Stable, only, 0) : null;
        }

        var word = version[at] == 'a' ? "alpha" : "beta";
        return version.AsSpan(at).StartsWith(word, StringComparison.Ordinal)
            && Number(version.AsSpan(1, at - 1)) is { } major
            && Number(version.AsSpan(at + word.Length)) is { } minor
                ? (word == "alpha" ? 1 : 2, major, minor)
                : null;
    }

    private static int? Number(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;
}
