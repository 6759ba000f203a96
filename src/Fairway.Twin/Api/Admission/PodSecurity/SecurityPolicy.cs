using System.Globalization;
using System.Text.RegularExpressions;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Admission.PodSecurity;

/// <summary>What the labels of a namespace ask of its pods. Source of the rules: pod-security-admission/api.</summary>
internal sealed partial record SecurityPolicy(LeveledVersion Enforce, LeveledVersion Warn)
{
    private const string Prefix = "pod-security.kubernetes.io/";

    /// <summary>The policy of a namespace without labels: nothing is asked.</summary>
    public static SecurityPolicy None { get; } = new(LeveledVersion.None, LeveledVersion.None);

    /// <summary>Whether nothing is asked at all.</summary>
    public bool IsNone => Enforce.Level == SecurityLevel.Privileged && Warn.Level == SecurityLevel.Privileged;

    /// <summary>Reads labels, and adds what is wrong with them. Levels for audit are read for their faults
    /// alone.</summary>
    public static SecurityPolicy Read(Func<string, string?> label, List<FieldError> errors)
    {
        if (label($"{Prefix}enforce") is null && label($"{Prefix}warn") is null && label($"{Prefix}audit") is null
            && label($"{Prefix}enforce-version") is null && label($"{Prefix}warn-version") is null
            && label($"{Prefix}audit-version") is null)
        {
            return None;
        }

        var (level, version) = (label($"{Prefix}enforce"), label($"{Prefix}enforce-version"));
        var (enforced, isGood) = Level("enforce", level, SecurityLevel.Restricted, errors);
        var enforcedVersion = Version("enforce-version", version, errors);
        Level("audit", label($"{Prefix}audit"), SecurityLevel.Privileged, errors);
        Version("audit-version", label($"{Prefix}audit-version"), errors);
        var (warned, _) = Level("warn", label($"{Prefix}warn"), SecurityLevel.Privileged, errors);
        var warnedVersion = Version("warn-version", label($"{Prefix}warn-version"), errors);
        if (label($"{Prefix}warn") is null && level is not null && isGood && enforced > warned)
        {
            // Who enforces more than the default is warned of it where it is not enforced yet: in workloads.
            warned = enforced;
            warnedVersion = label($"{Prefix}warn-version") is null ? enforcedVersion : warnedVersion;
        }

        return new SecurityPolicy(
            new LeveledVersion(enforced, enforcedVersion), new LeveledVersion(warned, warnedVersion));
    }

    private static (SecurityLevel Level, bool IsGood) Level(
        string name, string? text, SecurityLevel otherwise, List<FieldError> errors)
    {
        switch (text)
        {
            case null or "privileged":
                return (SecurityLevel.Privileged, true);
            case "baseline":
                return (SecurityLevel.Baseline, true);
            case "restricted":
                return (SecurityLevel.Restricted, true);
            default:
                errors.Add(FieldError.Invalid(Path(name), text, "must be one of privileged, baseline, restricted"));
                return (otherwise, false);
        }
    }

    private static int? Version(string name, string? text, List<FieldError> errors)
    {
        if (text is null or "latest")
        {
            return null;
        }

        if (VersionForm().Match(text) is { Success: true } match
            && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
        {
            return minor;
        }

        errors.Add(FieldError.Invalid(Path(name), text, "must be \"latest\" or \"v1.x\""));
        return null;
    }

    private static string Path(string name) => $"metadata.labels[{Prefix}{name}]";

    [GeneratedRegex(@"^v1\.([0-9]|[1-9][0-9]*)\z")]
    private static partial Regex VersionForm();
}
