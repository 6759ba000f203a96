using System.Globalization;

namespace Fairway.Kube.Objects;

/// <summary>
/// The version of an object, a list or a bookmark. Comparable as an integer, as Kubernetes declares since 1.35; a
/// server that gives other text is served too, but its versions cannot be ordered (<see cref="IsOrdered"/>).
/// </summary>
public readonly record struct ResourceVersion
{
    private readonly ulong _number;
    private readonly string? _text;

    private ResourceVersion(ulong number, string? text)
    {
        _number = number;
        _text = text;
    }

    /// <summary>No version: nothing was read yet.</summary>
    public static ResourceVersion None { get; }

    /// <summary>True for <see cref="None"/>.</summary>
    public bool IsNone => _number == 0 && _text is null;

    /// <summary>True where <see cref="IsAtLeast"/> means something: a plain integer.</summary>
    public bool IsOrdered => _text is null;

    /// <summary>Takes the text of the wire. Null and empty give <see cref="None"/>.</summary>
    public static ResourceVersion Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return None;
        }

        // "007" and "+7" are not how a number writes itself, and must come back as they were.
        return text[0] is >= '1' and <= '9'
            && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ResourceVersion(number, null)
            : text == "0" ? None : new ResourceVersion(0, text);
    }

    /// <summary>True if this is <paramref name="other"/> or later; for versions that are not ordered, only if they are
    /// equal.</summary>
    public bool IsAtLeast(ResourceVersion other) =>
        IsOrdered && other.IsOrdered ? _number >= other._number : this == other;

    /// <summary>The later of the two; the second where they cannot be ordered, since it was met last.</summary>
    public static ResourceVersion Later(ResourceVersion known, ResourceVersion met) =>
        met.IsNone || (known.IsOrdered && met.IsOrdered && known._number > met._number) ? known : met;

    /// <summary>As the wire has it; <c>0</c> for <see cref="None"/>.</summary>
    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);
}
