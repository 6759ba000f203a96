using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Networking;

/// <summary>Ingresses and their classes.</summary>
internal static class IngressValidation
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";
    private const int LongestController = 250;

    private const string WildcardRule =
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of "
        + "lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. "
        + "'*.example.com', regex used for validation is "
        + "'\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private static readonly string[] BadSequences = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly string[] BadEnds = ["/..", "/."];

    /// <summary>An Ingress.</summary>
    public static void Check(Field ingress)
    {
        var spec = ingress["spec"];
        if (spec["rules"].Count == 0 && !spec.Has("defaultBackend"))
        {
            spec.Invalid(spec["rules"].Value, "either `defaultBackend` or `rules` must be specified");
        }

        if (spec.Has("defaultBackend"))
        {
            CheckBackend(spec["defaultBackend"]);
        }

        foreach (var rule in spec["rules"].Items())
        {
            CheckRule(rule);
        }

        foreach (var tls in spec["tls"].Items())
        {
            CheckTls(tls);
        }

        if (spec.Has("ingressClassName"))
        {
            spec["ingressClassName"].Check(NameRules.Subdomain(spec.TextOf("ingressClassName")));
        }
    }

    /// <summary>What only a new Ingress must keep to: its old annotation and its class say the same.</summary>
    public static void CheckNew(Field ingress)
    {
        var (old, name) = (ingress["metadata"]["annotations"][ClassAnnotation], ingress["spec"]["ingressClassName"]);
        if (old.IsSet && name.IsSet && old.Text != name.Text)
        {
            ingress.Top($"annotations.{ClassAnnotation}")
                .Invalid(old.Text, "must match `ingressClassName` when both are specified");
        }
    }

    /// <summary>What a new Ingress is warned of.</summary>
    public static string? Warning(Field ingress) =>
        ingress["metadata"]["annotations"].Has(ClassAnnotation) && !ingress["spec"].Has("ingressClassName")
            ? $"annotation \"{ClassAnnotation}\" is deprecated, please use 'spec.ingressClassName' instead"
            : null;

    /// <summary>The addresses that a controller reports.</summary>
    public static void CheckStatus(Field ingress, Field before)
    {
        var known = before["status"]["loadBalancer"]["ingress"].Items().Select(i => i.TextOf("ip")).ToArray();
        foreach (var point in ingress["status"]["loadBalancer"]["ingress"].Items())
        {
            var (ip, host) = (point["ip"], point["hostname"]);
            if (ip.Text.Length > 0 && !known.Contains(ip.Text))
            {
                AddressChecks.Address(ip);
            }

            if (host.Text.Length > 0)
            {
                host.Check(NameRules.Subdomain(host.Text));
                CheckNoAddress(host);
            }
        }
    }

    /// <summary>An IngressClass.</summary>
    public static void CheckClass(Field ingressClass)
    {
        var spec = ingressClass["spec"];
        var controller = spec["controller"];
        if (controller.Text.Length == 0)
        {
            controller.Required();
        }
        else
        {
            if (controller.Text.Length > LongestController)
            {
                controller.TooLong(LongestController);
            }

            CheckPrefixedPath(controller);
        }

        if (spec.Has("parameters"))
        {
            CheckParameters(spec["parameters"]);
        }
    }

    /// <summary>The controller of a class stays.</summary>
    public static void KeepClass(Field updated, Field before) =>
        updated["spec"]["controller"].Same(before["spec"]["controller"].Value);

    private static void CheckRule(Field rule)
    {
        var host = rule["host"];
        if (host.Text.Length > 0)
        {
            CheckNoAddress(host);
            CheckHost(host);
        }

        if (!rule.Has("http"))
        {
            return;
        }

        var paths = rule["http"]["paths"];
        if (paths.Count == 0)
        {
            paths.Required();
        }

        foreach (var path in paths.Items())
        {
            CheckPath(path);
        }
    }

    private static void CheckNoAddress(Field host)
    {
        if (AddressChecks.IsAddress(host.Text))
        {
            host.Invalid("must be a DNS name, not an IP address");
        }
    }

    private static void CheckHost(Field host)
    {
        if (!host.Text.Contains('*', StringComparison.Ordinal))
        {
            host.Check(NameRules.Subdomain(host.Text));
        }
        else if (!host.Text.StartsWith("*.", StringComparison.Ordinal)
            || NameRules.Subdomain(host.Text[2..]) is not null)
        {
            host.Invalid(WildcardRule);
        }
    }

    private static void CheckPath(Field entry)
    {
        var (kind, path) = (entry["pathType"], entry["path"]);
        if (!kind.IsSet)
        {
            kind.Required("pathType must be specified");
            return;
        }

        switch (kind.Text)
        {
            case "Exact" or "Prefix":
                CheckAbsolute(path);
                foreach (var bad in BadSequences.Where(s => path.Text.Contains(s, StringComparison.Ordinal)))
                {
                    path.Invalid(path.Text, $"must not contain '{bad}'");
                }

                foreach (var bad in BadEnds.Where(s => path.Text.EndsWith(s, StringComparison.Ordinal)))
                {
                    path.Invalid(path.Text, $"cannot end with '{bad}'");
                }

                break;
            case "ImplementationSpecific":
                if (path.Text.Length > 0)
                {
                    CheckAbsolute(path);
                }

                break;
            default:
                kind.Unsupported(kind.Text, "Exact", "ImplementationSpecific", "Prefix");
                break;
        }

        CheckBackend(entry["backend"]);
    }

    private static void CheckAbsolute(Field path)
    {
        if (!path.Text.StartsWith('/'))
        {
            path.Invalid(path.Text, "must be an absolute path");
        }
    }

    private static void CheckBackend(Field backend)
    {
        switch (backend.Has("resource"), backend.Has("service"))
        {
            case (true, true):
                backend.Invalid("", "cannot set both resource and service backends");
                break;
            case (true, false):
                CheckReference(backend["resource"]);
                break;
            case (false, true):
                CheckService(backend, backend["service"]);
                break;
            default:
                backend.Invalid("", "resource or service backend is required");
                break;
        }
    }

    private static void CheckService(Field backend, Field service)
    {
        var name = service["name"];
        if (name.Text.Length == 0)
        {
            name.Required();
        }
        else
        {
            name.Check(NameRules.Label1035(name.Text));
        }

        var (portName, number) = (service["port"]["name"], service["port"]["number"]);
        switch (portName.Text.Length > 0, number.Number is not (null or 0))
        {
            case (true, true):
                backend.Invalid("", "cannot set both port name & port number");
                break;
            case (true, false):
                NameChecks.PortName(portName, portName.Text);
                break;
            case (false, true):
                PortValidation.Number(number);
                break;
            default:
                backend.Required("port name or number is required");
                break;
        }
    }

    private static void CheckTls(Field tls)
    {
        foreach (var host in tls["hosts"].Items())
        {
            CheckHost(host);
        }

        if (tls.TextOf("secretName").Length > 0)
        {
            tls["secretName"].Check(NameRules.Subdomain(tls.TextOf("secretName")));
        }
    }

    private static void CheckReference(Field reference)
    {
        if (reference.Has("apiGroup"))
        {
            reference["apiGroup"].Check(NameRules.Subdomain(reference.TextOf("apiGroup")));
        }

        foreach (var part in (Field[])[reference["kind"], reference["name"]])
        {
            if (part.Text.Length == 0)
            {
                part.Required();
            }
            else
            {
                part.Check(NameRules.PathSegment(part.Text));
            }
        }
    }

    private static void CheckParameters(Field parameters)
    {
        CheckReference(parameters);
        var (scope, ns) = (parameters["scope"], parameters["namespace"]);
        switch (scope.Text)
        {
            case "":
                scope.Required();
                break;
            case "Namespace" when !ns.IsSet:
                ns.Required("`parameters.scope` is set to 'Namespace'");
                break;
            case "Namespace":
                ns.Check(NameRules.Label(ns.Text));
                break;
            case "Cluster" when ns.IsSet:
                ns.Forbidden("`parameters.scope` is set to 'Cluster'");
                break;
            case "Cluster":
                break;
            default:
                scope.Unsupported(scope.Text, "Cluster", "Namespace");
                break;
        }
    }

    private static void CheckPrefixedPath(Field field)
    {
        const string Allowed = @"[A-Za-z0-9/\-._~%!$&'()*+,;=:]+";
        var slash = field.Text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == field.Text.Length - 1)
        {
            field.Invalid("must be a domain-prefixed path (such as \"acme.io/foo\")");
            return;
        }

        var (host, path) = (field.Text[..slash], field.Text[(slash + 1)..]);
        if (NameRules.Subdomain(host) is { } problem)
        {
            field.Invalid(host, problem);
        }

        if (!path.All(c => char.IsAsciiLetterOrDigit(c) || "/-._~%!$&'()*+,;=:".Contains(c, StringComparison.Ordinal)))
        {
            field.Invalid(path, $"Invalid path (regex used for validation is '{Allowed}')");
        }
    }
}
