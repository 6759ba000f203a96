using System.Text.Json.Nodes;
using Fairway.Schema.Quantities;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Storage;

/// <summary><c>DefaultStorageClass</c>: claims that name no class get the default one, if there is one.</summary>
internal sealed class ClaimClass : BuiltInAdmission
{
    private const string OldName = "volume.beta.kubernetes.io/storage-class";

    public override void Admit(AdmissionRequest request)
    {
        if (request.Operation == AdmissionOperation.Create && request.Subresource.Length == 0
            && request.Object?["spec"] is JsonObject spec && spec["storageClassName"] is null
            && request.Object["metadata"]?["annotations"]?[OldName] is null
            && DefaultableClass.DefaultOf(request.Context.StorageClasses.Now) is { } found)
        {
            spec["storageClassName"] = found.Name;
        }
    }
}

/// <summary><c>PersistentVolumeClaimResize</c>: only volumes of a class that says so can grow.</summary>
internal sealed class ClaimGrowth : BuiltInAdmission
{
    public override void Validate(AdmissionRequest request)
    {
        if (request.Subresource.Length > 0 || request.Old is not { } old || request.Object is not { } updated
            || Size(updated) <= Size(old))
        {
            return;
        }

        if (old["status"]?["phase"]?.GetValue<string>() != "Bound")
        {
            throw request.Forbidden("Only bound persistent volume claims can be expanded");
        }

        var (name, before) = (ClassOf(updated), ClassOf(old));
        if (name.Length == 0 || name != before
            || request.Context.StorageClasses.Now.FirstOrDefault(c => c.Name == name) is not { MayGrow: true })
        {
            throw request.Forbidden(
                "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must "
                + "support resize");
        }
    }

    private static Quantity Size(JsonObject claim) =>
        Quantity.TryParse($"{claim["spec"]?["resources"]?["requests"]?["storage"]}", out var size, out _)
            ? size
            : default;

    private static string ClassOf(JsonObject claim) =>
        claim["spec"] is JsonObject spec ? ObjectMeta.Text(spec, "storageClassName") : "";
}
