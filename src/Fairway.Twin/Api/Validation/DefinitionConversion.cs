using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>How objects are converted between the versions of a definition.</summary>
internal static class DefinitionConversion
{
    private static readonly string[] Known = ["v1", "v1beta1"];

    public static void Check(Field conversion)
    {
        var strategy = conversion["strategy"];
        strategy.OneOf("None", "Webhook");
        var webhook = conversion["webhook"];
        var client = conversion.Beside("webhookClientConfig", webhook["clientConfig"].Value);
        var versions = conversion.Beside("conversionReviewVersions", webhook["conversionReviewVersions"].Value);
        if (strategy.Text == "Webhook")
        {
            CheckClient(client);
            CheckVersions(versions);
            return;
        }

        const string NotHere = "should not be set when strategy is not set to Webhook";
        if (client.IsSet)
        {
            client.Forbidden(NotHere);
        }

        if (versions.Count > 0)
        {
            versions.Forbidden(NotHere);
        }
    }

    private static void CheckClient(Field client)
    {
        if (!client.IsSet)
        {
            client.Required("required when strategy is set to Webhook");
        }
        else if (client.Has("url") == client.Has("service"))
        {
            client.Required("exactly one of url or service is required");
        }
        else if (client.Has("url"))
        {
            CheckUrl(client["url"]);
        }
        else
        {
            CheckService(client["service"]);
        }
    }

    private static void CheckUrl(Field url)
    {
        const string Form = "; desired format: https://host[/path]";
        if (!Uri.TryCreate(url.Text, UriKind.Absolute, out var parsed))
        {
            url.Required($"url must be a valid URL: parse \"{url.Text}\": invalid URI for request{Form}");
            return;
        }

        if (parsed.Scheme != "https")
        {
            url.Invalid(parsed.Scheme, $"'https' is the only allowed URL scheme{Form}");
        }

        if (parsed.Host.Length == 0)
        {
            url.Invalid(parsed.Host, $"host must be specified{Form}");
        }

        if (parsed.UserInfo.Length > 0)
        {
            url.Invalid(parsed.UserInfo, "user information is not permitted in the URL");
        }

        if (parsed.Fragment.Length > 0)
        {
            url.Invalid(parsed.Fragment[1..], "fragments are not permitted in the URL");
        }

        if (parsed.Query.Length > 0)
        {
            url.Invalid(parsed.Query[1..], "query parameters are not permitted in the URL");
        }
    }

    private static void CheckService(Field service)
    {
        foreach (var name in (ReadOnlySpan<string>)["name", "namespace"])
        {
            if (service.TextOf(name).Length == 0)
            {
                service[name].Required(name == "name" ? "service name is required" : "service namespace is required");
            }
        }

        if (service.NumberOf("port") is < 1 or > 65535)
        {
            service["port"].Invalid(
                "port is not valid: must be between 1 and 65535, inclusive");
        }

        if (service.TextOf("path") is { Length: > 0 } path && !path.StartsWith('/'))
        {
            service["path"].Invalid("must start with a '/'");
        }
    }

    private static void CheckVersions(Field versions)
    {
        if (versions.Count == 0)
        {
            versions.Required();
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var version in versions.Items())
        {
            if (!seen.Add(version.Text))
            {
                version.Invalid("duplicate version");
            }
            else
            {
                version.Check(NameRules.Label1035(version.Text));
            }
        }

        if (!seen.Overlaps(Known))
        {
            versions.Invalid($"must include at least one of {string.Join(", ", Known)}");
        }
    }
}
