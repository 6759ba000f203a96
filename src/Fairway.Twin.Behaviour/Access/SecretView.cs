using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>A secret: whose token it is to hold, and what of it is there. Never what it holds.</summary>
internal sealed record SecretView(ObjectMeta Meta) : IObjectView
{
    private const string Type = "kubernetes.io/service-account-token";
    private const string Name = "kubernetes.io/service-account.name";

    /// <summary>The annotation with the uid of the service account.</summary>
    public const string AccountUid = "kubernetes.io/service-account.uid";

    /// <summary>The service account; null where the secret is not for tokens.</summary>
    public string? Account { get; init; }

    /// <summary>Whether token, authority and namespace are all there.</summary>
    public bool IsComplete { get; init; }

    public static SecretView Read(JsonElement secret)
    {
        var meta = ObjectMeta.Read(secret);
        var data = secret.Child("data");
        return secret.Text("type") == Type
            ? new SecretView(meta)
            {
                Account = meta.Annotations[Name],
                IsComplete = data.Text("token") is { Length: > 0 }
                    && data.Text("ca.crt") is not null
                    && data.Text("namespace") is not null,
            }
            : new SecretView(meta);
    }
}
