using System.Globalization;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>APIServices.</summary>
internal static class ApiServiceValidation
{
    private const long HighestGroup = 20_000;
    private const long HighestVersion = 1_000;

    public static void Check(Field service)
    {
        var spec = service["spec"];
        var (group, version) = (spec["group"], spec["version"]);
        var (name, wanted) = (service["metadata"]["name"], $"{version.Text}.{group.Text}");
        if (name.Text != wanted && NameRules.PathSegment(name.Text) is null)
        {
            name.Invalid($"must be `spec.version+\".\"+spec.group`: \"{wanted}\"");
        }

        if (group.Text.Length == 0 && version.Text != "v1")
        {
            group.Required("only v1 may have an empty group and it better be legacy kube");
        }

        if (group.Text.Length > 0)
        {
            group.Check(NameRules.Subdomain(group.Text));
        }

        version.Check(NameRules.Label1035(version.Text));
        CheckPriority(spec["groupPriorityMinimum"], HighestGroup);
        CheckPriority(spec["versionPriority"], HighestVersion);
        if (spec.Has("service"))
        {
            CheckRemote(spec);
        }
        else
        {
            CheckLocal(spec);
        }
    }

    /// <summary>A status that is written by itself.</summary>
    public static void CheckStatus(Field updated, Field before)
    {
        foreach (var condition in updated["status"]["conditions"].Items())
        {
            if (condition.TextOf("status") is not ("True" or "False" or "Unknown"))
            {
                condition["status"].Unsupported(condition.TextOf("status"), "True", "False", "Unknown");
            }
        }
    }

    private static void CheckPriority(Field priority, long highest)
    {
        if (priority.Number is not > 0 || priority.Number > highest)
        {
            priority.Invalid(
                priority.Number ?? 0,
                string.Create(CultureInfo.InvariantCulture, $"must be positive and less than {highest}"));
        }
    }

    private static void CheckLocal(Field spec)
    {
        if (spec.TextOf("caBundle").Length > 0)
        {
            spec["caBundle"].Invalid(
                string.Create(CultureInfo.InvariantCulture, $"{Bundle(spec)} bytes"),
                "local APIServices may not have a caBundle");
        }

        if (spec["insecureSkipTLSVerify"].IsTrue)
        {
            spec["insecureSkipTLSVerify"].Invalid("local APIServices may not have insecureSkipTLSVerify");
        }
    }

    private static void CheckRemote(Field spec)
    {
        var service = spec["service"];
        foreach (var part in (Field[])[service["namespace"], service["name"]])
        {
            if (part.Text.Length == 0)
            {
                part.Required();
            }
        }

        if (service["port"] is { Number: not (>= 1 and <= 65_535) } port)
        {
            port.Invalid(port.Number ?? 0, "port is not valid: must be between 1 and 65535, inclusive");
        }

        if (spec["insecureSkipTLSVerify"].IsTrue && spec.TextOf("caBundle").Length > 0)
        {
            spec["insecureSkipTLSVerify"].Invalid("may not be true if caBundle is present");
        }
    }

    private static int Bundle(Field spec) => Convert.FromBase64String(spec.TextOf("caBundle")).Length;
}
