namespace Fairway.Twin.Api.Validation;

/// <summary>Probes and lifecycle hooks of containers: exactly one handler, and numbers that make sense.</summary>
internal static class ProbeValidation
{
    private const string HeaderRule =
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for "
        + "validation is '[-A-Za-z0-9]+')";

    private static readonly string[] Kinds = ["livenessProbe", "readinessProbe", "startupProbe"];
    private static readonly string[] Hooks = ["postStart", "preStop"];
    private static readonly string[] Handlers = ["exec", "httpGet", "tcpSocket", "grpc", "sleep"];

    private static readonly string[] Numbers =
        ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    /// <summary>Everything of a container that runs beside it.</summary>
    /// <param name="container">The container.</param>
    /// <param name="grace">How many seconds its pod has to end; null where that does not matter.</param>
    public static void Check(Field container, long? grace)
    {
        CheckLifecycle(container["lifecycle"], grace);
        foreach (var kind in Kinds)
        {
            if (container.Has(kind))
            {
                CheckProbe(container[kind], kind);
            }
        }
    }

    /// <summary>An init container that ends has none of these.</summary>
    public static void CheckNone(Field container)
    {
        foreach (var field in (ReadOnlySpan<string>)["lifecycle", .. Kinds])
        {
            if (container.Has(field))
            {
                container[field].Forbidden("may not be set for init containers without restartPolicy=Always");
            }
        }
    }

    private static void CheckLifecycle(Field lifecycle, long? grace)
    {
        foreach (var hook in Hooks)
        {
            if (lifecycle.Has(hook))
            {
                CheckHandler(lifecycle[hook]);
                CheckSleep(lifecycle[hook]["sleep"], grace);
            }
        }
    }

    private static void CheckSleep(Field sleep, long? grace)
    {
        if (sleep.IsSet && grace is not null && ((sleep.NumberOf("seconds") ?? 0) < 0
            || sleep.NumberOf("seconds") > grace))
        {
            sleep.Invalid(
                sleep.NumberOf("seconds"),
                $"must be non-negative and less than terminationGracePeriodSeconds ({grace})");
        }
    }

    private static void CheckProbe(Field probe, string kind)
    {
        CheckHandler(probe);
        foreach (var number in Numbers)
        {
            if (probe.NumberOf(number) < 0)
            {
                probe[number].NotNegative();
            }
        }

        var grace = probe["terminationGracePeriodSeconds"];
        if (grace.Number <= 0)
        {
            grace.Invalid("must be greater than 0");
        }

        if (kind == "readinessProbe")
        {
            if (grace.IsSet)
            {
                grace.Invalid("must not be set for readinessProbes");
            }
        }
        else if (probe["successThreshold"] is { Number: not (null or 1) } threshold)
        {
            threshold.Invalid("must be 1");
        }
    }

    private static void CheckHandler(Field handler)
    {
        var found = 0;
        foreach (var kind in Handlers)
        {
            if (!handler.Has(kind))
            {
                continue;
            }

            if (found++ > 0)
            {
                handler[kind].Forbidden("may not specify more than 1 handler type");
            }
            else
            {
                CheckOne(handler[kind], kind);
            }
        }

        if (found == 0)
        {
            handler.Required("must specify a handler type");
        }
    }

    private static void CheckOne(Field handler, string kind)
    {
        switch (kind)
        {
            case "exec" when handler["command"].Count == 0:
                handler["command"].Required();
                break;
            case "httpGet":
                CheckHttp(handler);
                break;
            case "tcpSocket":
                PortValidation.NumberOrName(handler["port"]);
                break;
            case "grpc":
                PortValidation.Number(handler["port"]);
                break;
        }
    }

    private static void CheckHttp(Field http)
    {
        if (http.TextOf("path").Length == 0)
        {
            http["path"].Required();
        }

        PortValidation.NumberOrName(http["port"]);
        http["scheme"].OneOf("HTTP", "HTTPS");
        foreach (var header in http["httpHeaders"].Items())
        {
            var name = header.TextOf("name");
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-'))
            {
                header["name"].Invalid(name, HeaderRule);
            }
        }
    }
}
