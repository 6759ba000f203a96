using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Devices;

/// <summary>Claims for devices, their templates, and classes of devices.</summary>
internal static class DeviceClaimValidation
{
    private const int MostRequests = 32;
    private const int MostAlternatives = 8;
    private const int MostParameterBytes = 10 * 1024;
    private const string BadReference =
        "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";

    /// <summary>A ResourceClaim.</summary>
    public static void Check(Field claim) => CheckDevices(claim["spec"]["devices"]);

    /// <summary>A ResourceClaimTemplate.</summary>
    public static void CheckTemplate(Field template)
    {
        NameChecks.Labels(template["spec"]["metadata"]["labels"]);
        CheckDevices(template["spec"]["spec"]["devices"]);
    }

    /// <summary>What is claimed stays.</summary>
    public static void Keep(Field updated, Field before)
    {
        if (!JsonNode.DeepEquals(updated["spec"].Value, before["spec"].Value))
        {
            updated["spec"].Invalid(Shown.Capitals(updated["spec"].Value), "field is immutable");
        }
    }

    /// <summary>A DeviceClass.</summary>
    public static void CheckClass(Field deviceClass)
    {
        var spec = deviceClass["spec"];
        CheckSelectors(spec["selectors"]);
        foreach (var config in Limited(spec["config"], MostRequests))
        {
            CheckOpaque(config);
        }
    }

    /// <summary>The status of a claim: who holds it, and what it was given, which stays.</summary>
    public static void CheckStatus(Field updated, Field before)
    {
        var status = updated["status"];
        var users = status["reservedFor"];
        var uids = new NameSet();
        foreach (var user in Limited(users, 256))
        {
            foreach (var part in (Field[])[user["resource"], user["name"], user["uid"]])
            {
                if (part.Text.Length == 0)
                {
                    part.Required();
                }
            }

            if (!uids.Add(user.TextOf("uid")))
            {
                user.Duplicate(user.TextOf("uid"));
            }
        }

        if (users.Count > 0 && !status.Has("allocation"))
        {
            users.Forbidden("may not be specified when `allocated` is not set");
        }

        var given = before["status"]["allocation"].Value;
        if (given is not null && status.Has("allocation") && !JsonNode.DeepEquals(given, status["allocation"].Value))
        {
            status["allocation"].Invalid(Shown.Capitals(status["allocation"].Value), "field is immutable");
        }
    }

    /// <summary>The elements, where there are not too many to look at.</summary>
    public static IEnumerable<Field> Limited(Field list, int most)
    {
        if (list.Count <= most)
        {
            return list.Items();
        }

        list.TooMany(most);
        return [];
    }

    private static void CheckDevices(Field devices)
    {
        var names = new NameSet();
        foreach (var request in Limited(devices["requests"], MostRequests))
        {
            CheckRequest(request);
            if (!names.Add(request.TextOf("name")))
            {
                request.Duplicate(request.TextOf("name"));
            }
        }

        var known = devices["requests"].Items().SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        foreach (var constraint in Limited(devices["constraints"], MostRequests))
        {
            CheckReferences(constraint["requests"], known);
            CheckAttribute(constraint);
        }

        foreach (var config in Limited(devices["config"], MostRequests))
        {
            CheckReferences(config["requests"], known);
            CheckOpaque(config);
        }
    }

    private static IEnumerable<string> Names(Field request) => request["firstAvailable"].Items()
        .Select(s => $"{request.TextOf("name")}/{s.TextOf("name")}")
        .Append(request.TextOf("name"));

    private static void CheckRequest(Field request)
    {
        request["name"].Check(NameRules.Label(request.TextOf("name")));
        var (exactly, first) = (request["exactly"], request["firstAvailable"]);
        switch (exactly.IsSet, first.Count > 0)
        {
            case (false, false):
                request.Required("exactly one of `exactly` or `firstAvailable` is required");
                break;
            case (true, true):
                request.Invalid(
                    null,
                    "exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set");
                break;
            case (true, false):
                CheckExact(exactly);
                break;
            default:
                CheckAlternatives(first);
                break;
        }
    }

    private static void CheckAlternatives(Field first)
    {
        var names = new NameSet();
        foreach (var alternative in Limited(first, MostAlternatives))
        {
            alternative["name"].Check(NameRules.Label(alternative.TextOf("name")));
            CheckExact(alternative);
            if (!names.Add(alternative.TextOf("name")))
            {
                alternative.Duplicate(alternative.TextOf("name"));
            }
        }
    }

    private static void CheckExact(Field request)
    {
        var (name, count) = (request["deviceClassName"], request["count"]);
        if (name.Text.Length == 0)
        {
            name.Required();
        }
        else
        {
            name.Check(NameRules.Subdomain(name.Text));
        }

        CheckSelectors(request["selectors"]);
        switch (request.TextOf("allocationMode"))
        {
            case "All" when count.Number is not (null or 0):
                count.Invalid("must not be specified when allocationMode is 'All'");
                break;
            case "ExactCount" when count.Number is null or <= 0:
                count.Invalid(count.Number ?? 0, "must be greater than zero");
                break;
            case "All" or "ExactCount":
                break;
            default:
                request["allocationMode"].Unsupported(request.TextOf("allocationMode"), "All", "ExactCount");
                break;
        }
    }

    private static void CheckSelectors(Field selectors)
    {
        foreach (var selector in Limited(selectors, MostRequests))
        {
            if (!selector.Has("cel"))
            {
                selector["cel"].Required();
            }
            else if (selector["cel"].TextOf("expression").Length > MostParameterBytes)
            {
                selector["cel"]["expression"].TooLong(MostParameterBytes);
            }
        }
    }

    private static void CheckReferences(Field references, HashSet<string> known)
    {
        var seen = new NameSet();
        foreach (var reference in Limited(references, MostRequests))
        {
            if (!known.Contains(reference.Text))
            {
                reference.Invalid(BadReference);
            }

            if (!seen.Add(reference.Text))
            {
                reference.Duplicate(reference.Text);
            }
        }
    }

    private static void CheckAttribute(Field constraint)
    {
        var attribute = constraint["matchAttribute"];
        if (!attribute.IsSet)
        {
            if (!constraint.Has("distinctAttribute"))
            {
                attribute.Required();
            }
        }
        else if (!attribute.Text.Contains('/', StringComparison.Ordinal))
        {
            attribute.Invalid("a fully qualified name must be a domain and a name separated by a slash");
        }
    }

    private static void CheckOpaque(Field config)
    {
        var (opaque, parameters) = (config["opaque"], config["opaque"]["parameters"]);
        if (!opaque.IsSet)
        {
            opaque.Required();
            return;
        }

        Storage.CsiValidation.CheckName(opaque["driver"]);
        if (!parameters.IsSet)
        {
            parameters.Required();
        }
        else if (parameters.Value is not JsonObject)
        {
            parameters.Invalid("<value omitted>", "must be a valid JSON object");
        }
        else if (JsonText.Write(parameters.Value).Length > MostParameterBytes)
        {
            parameters.TooLong(MostParameterBytes);
        }
    }
}
