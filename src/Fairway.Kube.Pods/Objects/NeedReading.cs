using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>Finds the objects that a pod's volumes and environments need. Optional ones are none.</summary>
internal static class NeedReading
{
    // Every namespace has it, at once or soon.
    private const string RootCertificate = "kube-root-ca.crt";

    public static ImmutableArray<ObjectNeed> OfVolumes(JsonElement? podSpec) =>
        [.. podSpec.Items("volumes").SelectMany(OfVolume)];

    public static ImmutableArray<ObjectNeed> OfEnvironment(JsonElement container) =>
    [
        .. container.Items("envFrom").SelectMany(from =>
            Sources(from, ("configMapRef", ObjectNeed.ConfigMap), ("secretRef", ObjectNeed.Secret))),
        .. container.Items("env").Select(variable => variable.Child("valueFrom")).OfType<JsonElement>()
            .SelectMany(from =>
                Sources(from, ("configMapKeyRef", ObjectNeed.ConfigMap), ("secretKeyRef", ObjectNeed.Secret))),
    ];

    /// <summary>True of a volume of which nobody keeps anything, as that of a service account's token.</summary>
    public static bool IsFree(JsonElement volume) =>
        volume.ValueKind == JsonValueKind.Object && volume.Child("projected").Items("sources").Any()
        && volume.EnumerateObject().All(part => part.NameEquals("name"u8) || part.NameEquals("projected"u8))
        && volume.Child("projected").Items("sources").All(IsFreeSource);

    private static bool IsFreeSource(JsonElement source) =>
        source.ValueKind == JsonValueKind.Object && source.EnumerateObject().All(part =>
            part.NameEquals("serviceAccountToken"u8)
            || part.NameEquals("downwardAPI"u8)
            || (part.NameEquals("configMap"u8) && part.Value.Text("name") == RootCertificate));

    private static IEnumerable<ObjectNeed> OfVolume(JsonElement volume)
    {
        var name = volume.Text("name") ?? "";
        if (volume.Child("persistentVolumeClaim").Text("claimName") is { } claim)
        {
            yield return new ObjectNeed(ObjectNeed.Claim, claim, name);
        }

        if (volume.Child("secret") is { } secret && !secret.Flag("optional")
            && secret.Text("secretName") is { } secretName)
        {
            yield return new ObjectNeed(ObjectNeed.Secret, secretName, name);
        }

        var projected = volume.Child("projected").Items("sources").SelectMany(source =>
            Sources(source, ("configMap", ObjectNeed.ConfigMap), ("secret", ObjectNeed.Secret)));
        foreach (var need in Sources(volume, ("configMap", ObjectNeed.ConfigMap)).Concat(projected))
        {
            yield return need with { Volume = name };
        }
    }

    private static IEnumerable<ObjectNeed> Sources(JsonElement parent, params (string Field, string Kind)[] fields) =>
        from field in fields
        let source = parent.Child(field.Field)
        where source is not null && !source.Flag("optional")
        let name = source.Text("name")
        where name is { Length: > 0 } and not RootCertificate
        select new ObjectNeed(field.Kind, name);
}
