using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Admission;

/// <summary>Where a webhook is called: a URL, or a Service of the cluster. Source of the rules:
/// apiserver/pkg/util/webhook/validation.go.</summary>
internal static class WebhookClientValidation
{
    private const string Form = "; desired format: https://host[/path]";

    /// <summary>Checks <c>clientConfig</c>.</summary>
    public static void Check(Field client)
    {
        var (url, service) = (client["url"], client["service"]);
        if (url.IsSet == service.IsSet)
        {
            client.Required("exactly one of url or service is required");
        }
        else if (url.IsSet)
        {
            CheckUrl(url);
        }
        else
        {
            CheckService(service);
        }
    }

    private static void CheckUrl(Field url)
    {
        if (!Uri.TryCreate(url.Text, UriKind.RelativeOrAbsolute, out var read))
        {
            url.Required($"url must be a valid URL: parse \"{url.Text}\": invalid URL{Form}");
            return;
        }

        var scheme = read.IsAbsoluteUri ? read.Scheme : "";
        if (scheme != "https")
        {
            url.Invalid(scheme, "'https' is the only allowed URL scheme" + Form);
        }

        if (!read.IsAbsoluteUri || read.Host.Length == 0)
        {
            url.Invalid("", "host must be specified" + Form);
            return;
        }

        if (read.UserInfo.Length > 0)
        {
            url.Invalid(read.UserInfo, "user information is not permitted in the URL");
        }

        if (read.Fragment.Length > 1)
        {
            url.Invalid(read.Fragment[1..], "fragments are not permitted in the URL");
        }

        if (read.Query.Length > 1)
        {
            url.Invalid(read.Query[1..], "query parameters are not permitted in the URL");
        }
    }

    private static void CheckService(Field service)
    {
        // The reference server takes each of the two for the other.
        if (service.TextOf("namespace").Length == 0)
        {
            service["name"].Required();
        }

        if (service.TextOf("name").Length == 0)
        {
            service["namespace"].Required();
        }

        if (service["port"] is { Number: < 1 or > 65535 } port)
        {
            port.Invalid("port is not valid: must be between 1 and 65535, inclusive");
        }

        if (service["path"] is { IsSet: true } path)
        {
            CheckPath(path);
        }
    }

    private static void CheckPath(Field path)
    {
        var text = path.Text;
        if (text is "" or "/")
        {
            return;
        }

        if (text == "//")
        {
            path.Invalid("segment[0] may not be empty");
            return;
        }

        if (text[0] != '/')
        {
            path.Invalid("must start with a '/'");
        }

        var steps = text[1..].Split('/');
        var count = steps.Length > 1 && steps[^1].Length == 0 ? steps.Length - 1 : steps.Length;
        for (var i = 0; i < count; i++)
        {
            if (steps[i].Length == 0)
            {
                path.Invalid($"segment[{i}] may not be empty");
            }
            else if (NameRules.Subdomain(steps[i]) is { } problem)
            {
                path.Invalid($"segment[{i}]: {problem}");
            }
        }
    }
}
