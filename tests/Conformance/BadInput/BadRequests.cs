using System.Text;

namespace Fairway.Conformance.BadInput;

/// <summary>Draws bad requests: each is a good one with something hostile in one or two places.</summary>
internal sealed class BadRequests(Random random, string ns)
{
    private static readonly string[] PatchTypes =
    [
        "application/json-patch+json",
        "application/merge-patch+json",
        "application/strategic-merge-patch+json",
        "application/apply-patch+yaml",
    ];

    private static readonly string[] Resources = ["configmaps", "pods", "secrets", "services", "serviceaccounts"];

    private readonly HostileTexts texts = new(random);
    private readonly HostileBodies bodies = new(random);

    /// <summary>The next one.</summary>
    public BadRequest Next() =>
        random.Next(10) switch
        {
            0 or 1 => Write("POST", Collection()),
            2 => Write("PUT", $"{Collection()}/{Name()}"),
            3 or 4 => Patch(),
            5 => List(),
            6 => Path(),
            7 => Headers(),
            8 => Delete(),
            _ => Watch(),
        };

    private BadRequest Write(string method, string target) =>
        new(method, target)
        {
            Body = bodies.Next(),
            ContentType = Pick(["application/json", "application/yaml", texts.Next()], 8),
        };

    private BadRequest Patch() =>
        new(
            "PATCH",
            $"{Collection()}/{Name()}{Pick(["", "?fieldManager=x&force=true", $"?fieldManager={Query()}"], 1)}"
        )
        {
            Body = random.Next(3) == 0 ? bodies.Operations() : bodies.Next(),
            ContentType = random.Next(12) == 0 ? texts.Next() : PatchTypes[random.Next(PatchTypes.Length)],
        };

    private BadRequest List() => new("GET", $"{Collection()}?{Parameter()}&{Parameter()}");

    private BadRequest Path() =>
        new(
            Pick(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"], 4),
            $"/{Pick(["api", "apis", "openapi", "", "version", Segment()], 3)}/{Segment()}/{Segment()}/{Segment()}"
        );

    private BadRequest Headers() =>
        new("GET", $"{Collection()}/{Name()}")
        {
            Accept = Pick(
                [
                    texts.Next(),
                    $"application/json;as=Table;v={texts.Next()};g=meta.k8s.io",
                    "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1;q=2",
                    string.Join(',', Enumerable.Repeat("text/x;q=0.1", 3000)),
                    ";;;,,,q=",
                ],
                1
            ),
        };

    private BadRequest Delete() =>
        new("DELETE", $"{Collection()}/{Name()}?{Parameter()}")
        {
            Body = random.Next(2) == 0 ? bodies.Next() : null,
            ContentType = "application/json",
        };

    private BadRequest Watch() => new("GET", $"{Collection()}?watch=true&timeoutSeconds=1&{Parameter()}&{Parameter()}");

    private string Parameter() =>
        random.Next(9) switch
        {
            0 => $"labelSelector={Uri.EscapeDataString(texts.Selector())}",
            1 => $"fieldSelector={Uri.EscapeDataString(texts.Selector())}",
            2 => $"continue={Uri.EscapeDataString(texts.ContinueToken())}",
            3 => $"resourceVersion={Uri.EscapeDataString(texts.Number())}",
            4 => $"limit={Uri.EscapeDataString(texts.Number())}",
            5 => $"resourceVersionMatch={Pick(["Exact", "NotOlderThan", Query()], 1)}&resourceVersion={Query()}",
            6 => $"{Pick(["timeoutSeconds", "gracePeriodSeconds", "sendInitialEvents", "pretty"], 1)}={Query()}",
            7 =>
                $"{Pick(["dryRun", "fieldValidation", "propagationPolicy", "orphanDependents", "watch"], 1)}={Query()}",
            _ => $"{Query()}={Query()}",
        };

    private string Collection()
    {
        var group = random.Next(6) == 0 ? "/apis/apps/v1" : "/api/v1";
        var resource = group == "/api/v1" ? Resources[random.Next(Resources.Length)] : "deployments";
        return random.Next(12) == 0
            ? $"{group}/namespaces/{Segment()}/{resource}"
            : $"{group}/namespaces/{ns}/{resource}";
    }

    private string Name() => random.Next(3) > 0 ? "present" : Segment();

    private string Segment() =>
        random.Next(3) switch
        {
            0 => texts.PathSegment(),
            1 => Uri.EscapeDataString(texts.Next()),
            _ => Pick(["v1", "pods", "namespaces", "status", "scale", "apps", "watch"], 1),
        };

    private string Query() => Uri.EscapeDataString(random.Next(2) == 0 ? texts.Next() : texts.Number());

    /// <summary>One of the choices; the first <paramref name="weight"/> times as often as each other.</summary>
    private string Pick(IReadOnlyList<string> choices, int weight)
    {
        var drawn = random.Next(choices.Count - 1 + weight);
        return drawn < weight ? choices[0] : choices[drawn - weight + 1];
    }
}
