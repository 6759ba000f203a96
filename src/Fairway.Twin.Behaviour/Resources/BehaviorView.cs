using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Resources;

/// <summary>A behavior as its resource says it.</summary>
/// <param name="Meta">Its metadata.</param>
/// <param name="Spec">What it says; null where it says what is not understood, which its schema does not let
/// pass.</param>
internal sealed record BehaviorView<TSpec>(ObjectMeta Meta, TSpec? Spec) : IObjectView
    where TSpec : class
{
    public static BehaviorView<TSpec> Read(JsonElement obj, JsonTypeInfo<TSpec> type) =>
        new(ObjectMeta.Read(obj), Parse(obj.Child("spec"), type));

    private static TSpec? Parse(JsonElement? spec, JsonTypeInfo<TSpec> type)
    {
        try
        {
            return spec?.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
