using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>A request of a certificate.</summary>
internal sealed record RequestView(ObjectMeta Meta, string Signer) : IObjectView
{
    /// <summary>The request: PEM in base64.</summary>
    public string Request { get; init; } = "";

    /// <summary>Who made the request: user, groups and uid, as a review of access wants them.</summary>
    public string Username { get; init; } = "";

    public ImmutableArray<string> Groups { get; init; } = [];

    public ImmutableArray<string> Usages { get; init; } = [];

    /// <summary>How long the certificate is to hold; null for as long as it may.</summary>
    public long? Seconds { get; init; }

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    public bool IsIssued { get; init; }

    public static RequestView Read(JsonElement request)
    {
        var (spec, status) = (request.Child("spec"), request.Child("status"));
        return new RequestView(ObjectMeta.Read(request), spec.Text("signerName") ?? "")
        {
            Request = spec.Text("request") ?? "",
            Username = spec.Text("username") ?? "",
            Groups = spec?.Texts("groups") ?? [],
            Usages = spec?.Texts("usages") ?? [],
            Seconds = spec.Number("expirationSeconds"),
            Conditions = Condition.ReadAll(status),
            IsIssued = status.Text("certificate") is { Length: > 0 },
        };
    }

    public Condition? Of(string type) => Conditions.FirstOrDefault(c => c.Type == type && c.Status == "True");
}
