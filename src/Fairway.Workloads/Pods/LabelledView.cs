using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.Pods;

/// <summary>An object of which only its metadata matters.</summary>
internal sealed record LabelledView(ObjectMeta Meta) : IObjectView
{
    public static LabelledView Read(JsonElement obj) => new(ObjectMeta.Read(obj));
}
