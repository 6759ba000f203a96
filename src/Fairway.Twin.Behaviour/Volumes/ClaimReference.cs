using System.Text.Json;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>The claim that a volume is for. An empty uid: the user has reserved it, and it is not bound yet.</summary>
internal sealed record ClaimReference(string Namespace, string Name, string Uid)
{
    public ObjectKey Key => new(Namespace, Name);

    public static ClaimReference? Read(JsonElement? element) => element is null
        ? null
        : new ClaimReference(
            element.Text("namespace") ?? "", element.Text("name") ?? "", element.Text("uid") ?? "");

    /// <summary>True where the volume is reserved for the claim, or bound to it.</summary>
    public bool Is(ClaimView claim) => Key == claim.Meta.Key && (Uid.Length == 0 || Uid == claim.Meta.Uid);
}
