using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>A semantic version.</summary>
internal sealed class SemverValue(ulong major, ulong minor, ulong patch, string[] prerelease, string text)
    : LibraryValue(KubernetesTypes.Semver)
{
    public CelValue Major => Number(major);

    public CelValue Minor => Number(minor);

    public CelValue Patch => Number(patch);

    public override string ToString() => text;

    /// <summary>Build metadata has no rank.</summary>
    public int RankAgainst(SemverValue other)
    {
        var order = (major, minor, patch).CompareTo(other.Numbers);
        if (order != 0 || (prerelease.Length == 0 && other.Prerelease.Length == 0))
        {
            return Math.Sign(order);
        }

        if (prerelease.Length == 0 || other.Prerelease.Length == 0)
        {
            return prerelease.Length == 0 ? 1 : -1;
        }

        for (var i = 0; i < Math.Min(prerelease.Length, other.Prerelease.Length); i++)
        {
            var step = Compare(prerelease[i], other.Prerelease[i]);
            if (step != 0)
            {
                return step;
            }
        }

        return prerelease.Length.CompareTo(other.Prerelease.Length);
    }

    internal override CelValue EqualTo(CelValue other) =>
        CelBool.Of(other is SemverValue that && RankAgainst(that) == 0);

    private (ulong Major, ulong Minor, ulong Patch) Numbers => (major, minor, patch);

    private string[] Prerelease => prerelease;

    private static CelInt Number(ulong number) => CelInt.Of(unchecked((long)number));

    /// <summary>Numbers come before words.</summary>
    private static int Compare(string left, string right)
    {
        var (isLeft, isRight) = (left.All(char.IsAsciiDigit), right.All(char.IsAsciiDigit));
        return isLeft && isRight
            ? left.Length != right.Length
                ? left.Length.CompareTo(right.Length)
                : Math.Sign(string.CompareOrdinal(left, right))
            : isLeft ? -1
            : isRight ? 1
            : Math.Sign(string.CompareOrdinal(left, right));
    }
}
