using System.Collections.Frozen;

namespace Fairway.Twin.Api.Validation;

/// <summary>Environment variables of containers and where their values come from.</summary>
internal static class EnvironmentValidation
{
    private static readonly string[] Sources =
        ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"];
    private const string NoSource =
        "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`";

    private static readonly string[] Resources =
    [
        "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage",
        "requests.memory",
    ];

    private static readonly string[] Divisors =
        ["", "0", "1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    private static readonly string[] Bulk = ["configMapRef", "secretRef"];

    private static readonly FrozenSet<string> PodFields = FrozenSet.Create(
        StringComparer.Ordinal, "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace",
        "metadata.uid", "spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName", "spec.schedulerName",
        "status.phase", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs");

    private static readonly string[] OfVariables =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] OfFiles =
        ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    /// <summary>Checks <c>env</c> and <c>envFrom</c>.</summary>
    public static void Check(Field container)
    {
        foreach (var variable in container["env"].Items())
        {
            var name = variable["name"];
            if (name.Text.Length == 0)
            {
                name.Required();
            }
            else
            {
                name.Check(NameChecks.Variable(name.Text));
            }

            if (variable.Has("valueFrom"))
            {
                CheckSource(variable["valueFrom"], variable.TextOf("value").Length > 0);
            }
        }

        foreach (var from in container["envFrom"].Items())
        {
            CheckBulk(from);
        }
    }

    /// <summary>A field of the pod that goes into a file (<c>downwardAPI</c>).</summary>
    public static void CheckFileField(Field reference) => CheckField(reference, OfFiles);

    private static void CheckSource(Field from, bool hasValue)
    {
        var found = 0;
        foreach (var source in Sources)
        {
            if (from.Has(source))
            {
                found++;
                CheckOne(from[source], source);
            }
        }

        if (found == 0)
        {
            from.Invalid("", NoSource);
        }

        if (hasValue && found > 0)
        {
            from.Invalid("", "may not be specified when `value` is not empty");
        }
        else if (found > 1)
        {
            from.Invalid("", "may not have more than one field specified at a time");
        }
    }

    private static void CheckOne(Field reference, string source)
    {
        switch (source)
        {
            case "fieldRef":
                CheckField(reference, OfVariables);
                break;
            case "resourceFieldRef":
                CheckResource(reference);
                break;
            case "configMapKeyRef" or "secretKeyRef":
                CheckKey(reference);
                break;
        }
    }

    /// <summary>A request or a limit of a container.</summary>
    public static void CheckResource(Field reference)
    {
        var (resource, divisor) = (reference["resource"], reference.TextOf("divisor"));
        if (resource.Text.Length == 0)
        {
            resource.Required();
        }
        else if (!Resources.Contains(resource.Text)
            && !resource.Text.Contains(".hugepages-", StringComparison.Ordinal))
        {
            resource.Unsupported(resource.Text, Resources);
        }
        else if (resource.Text.EndsWith(".cpu", StringComparison.Ordinal) && divisor is not ("" or "0" or "1m" or "1"))
        {
            reference["divisor"].Invalid(
                resource.Text, "only divisor's values 1m and 1 are supported with the cpu resource");
        }
        else if (!resource.Text.EndsWith(".cpu", StringComparison.Ordinal) && !Divisors.Contains(divisor))
        {
            var name = resource.Text.Contains("ephemeral", StringComparison.Ordinal)
                ? "local ephemeral storage"
                : resource.Text.Contains("huge", StringComparison.Ordinal) ? "hugepages" : "memory";
            reference["divisor"].Invalid(
                resource.Text,
                "only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the "
                + $"{name} resource");
        }
    }

    private static void CheckKey(Field reference)
    {
        if (reference.TextOf("name").Length == 0)
        {
            reference["name"].Required();
        }

        if (reference["key"] is { Text.Length: > 0 } key)
        {
            key.Check(NameChecks.Key(key.Text));
        }
        else
        {
            reference["key"].Required();
        }
    }

    private static void CheckField(Field reference, string[] supported)
    {
        var path = reference["fieldPath"];
        if (path.Text.Length == 0)
        {
            path.Required();
            return;
        }

        var bracket = path.Text.IndexOf("['", StringComparison.Ordinal);
        var bare = bracket > 0 && path.Text.EndsWith("']", StringComparison.Ordinal) ? path.Text[..bracket] : path.Text;
        if (!PodFields.Contains(bare))
        {
            path.Invalid($"error converting fieldPath: field label not supported: {path.Text}");
        }
        else if (bare == path.Text
            ? !supported.Contains(bare)
            : bare is not ("metadata.annotations" or "metadata.labels"))
        {
            path.Unsupported(path.Text, supported);
        }
    }

    private static void CheckBulk(Field from)
    {
        var prefix = from["prefix"];
        if (prefix.Text.Length > 0)
        {
            prefix.Check(NameChecks.Variable(prefix.Text));
        }

        var found = 0;
        foreach (var source in Bulk)
        {
            if (from.Has(source))
            {
                found++;
                if (from[source].TextOf("name").Length == 0)
                {
                    from[source]["name"].Required();
                }
            }
        }

        if (found != 1)
        {
            from.Invalid("", found == 0
                ? "must specify one of: `configMapRef` or `secretRef`"
                : "may not have more than one field specified at a time");
        }
    }
}
