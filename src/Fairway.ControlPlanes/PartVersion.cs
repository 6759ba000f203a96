using System.Globalization;

namespace Fairway.ControlPlanes;

/// <summary>A version of a control plane's part: <c>v1.36.2</c>, in the order of its numbers.</summary>
internal readonly record struct PartVersion(int Major, int Minor, int Patch) : IComparable<PartVersion>
{
    /// <summary>Reads a version, with or without the leading v; what follows a hyphen or a plus is left out. Null where
    /// it is none.</summary>
    public static PartVersion? TryParse(string text)
    {
        var end = text.AsSpan().IndexOfAny('-', '+');
        var numbers = (end < 0 ? text : text[..end]).TrimStart('v').Split('.');
        return numbers.Length == 3
            && Number(numbers[0]) is { } major && Number(numbers[1]) is { } minor && Number(numbers[2]) is { } patch
            ? new PartVersion(major, minor, patch)
            : null;
    }

    public int CompareTo(PartVersion other) =>
        (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
