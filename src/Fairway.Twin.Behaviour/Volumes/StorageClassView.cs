using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>What the binder keeps of a StorageClass.</summary>
internal sealed record StorageClassView(ObjectMeta Meta, string Provisioner, bool WaitsForConsumer) : IObjectView
{
    public static StorageClassView Read(JsonElement one) => new(
        ObjectMeta.Read(one),
        one.Text("provisioner") ?? "",
        one.Text("volumeBindingMode") == "WaitForFirstConsumer");
}
