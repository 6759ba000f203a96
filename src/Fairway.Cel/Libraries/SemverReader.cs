using System.Globalization;
using Fairway.Cel.Functions;
using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>Reads semantic versions, in the words of the library that API servers use (blang/semver).</summary>
internal static class SemverReader
{
    /// <summary>The version, or an error.</summary>
    public static CelValue Read(string text)
    {
        if (text.Length == 0)
        {
            return new CelError("Version string empty");
        }

        var parts = text.Split('.', 3);
        if (parts.Length != 3)
        {
            return new CelError("No Major.Minor.Patch elements found");
        }

        var build = parts[2].IndexOf('+', StringComparison.Ordinal);
        var rest = build >= 0 ? parts[2][..build] : parts[2];
        var dash = rest.IndexOf('-', StringComparison.Ordinal);
        string[] prerelease = dash >= 0 ? rest[(dash + 1)..].Split('.') : [];
        string[] metadata = build >= 0 ? parts[2][(build + 1)..].Split('.') : [];
        var numbers = new ulong[3];
        (string Text, string Name)[] named =
            [(parts[0], "major"), (parts[1], "minor"), (dash >= 0 ? rest[..dash] : rest, "patch")];
        for (var i = 0; i < named.Length; i++)
        {
            if (FaultOf(named[i].Text, named[i].Name, out numbers[i]) is { } fault)
            {
                return new CelError(fault);
            }
        }

        var wrong = prerelease.Select(FaultOfPrerelease)
            .Concat(metadata.Select(FaultOfBuild))
            .FirstOrDefault(fault => fault is not null);
        return wrong is null
            ? new SemverValue(numbers[0], numbers[1], numbers[2], prerelease, text)
            : new CelError(wrong);
    }

    /// <summary>The version with what people leave out filled in: a leading v, leading zeros, missing parts.</summary>
    public static CelValue ReadLoosely(string text)
    {
        var parts = (text.StartsWith('v') ? text[1..] : text).Split('.', 3);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 1)
            {
                var bare = parts[i].TrimStart('0');
                parts[i] = bare.Length == 0 || !char.IsAsciiDigit(bare[0]) ? "0" + bare : bare;
            }
        }

        if (parts.Length < 3 && parts[^1].AsSpan().ContainsAny('+', '-'))
        {
            return new CelError("short version cannot contain PreRelease/Build meta data");
        }

        return Read(string.Join('.', parts.Concat(Enumerable.Repeat("0", 3 - parts.Length))));
    }

    private static string? FaultOf(string text, string name, out ulong number)
    {
        number = 0;
        var title = char.ToUpperInvariant(name[0]) + name[1..];
        return text.Any(mark => !char.IsAsciiDigit(mark))
            ? $"Invalid character(s) found in {name} number {Quoted.Go(text)}"
            : text.Length > 1 && text[0] == '0' ? $"{title} number must not contain leading zeroes {Quoted.Go(text)}"
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) ? null
            : $"strconv.ParseUint: parsing {Quoted.Go(text)}: "
                + (text.Length == 0 ? "invalid syntax" : "value out of range");
    }

    private static string? FaultOfPrerelease(string part) =>
        part.Length == 0 ? "Prerelease is empty"
        : part.All(char.IsAsciiDigit) && part.Length > 1 && part[0] == '0'
            ? $"Numeric PreRelease version must not contain leading zeroes {Quoted.Go(part)}"
        : IsWord(part) ? null
        : $"Invalid character(s) found in prerelease {Quoted.Go(part)}";

    private static string? FaultOfBuild(string part) =>
        part.Length == 0 ? "Build meta data is empty"
        : IsWord(part) ? null
        : $"Invalid character(s) found in build meta data {Quoted.Go(part)}";

    private static bool IsWord(string part) => part.All(mark => char.IsAsciiLetterOrDigit(mark) || mark == '-');
}
