using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Storage;

/// <summary><c>StorageObjectInUseProtection</c>: what may be in use does not go before a controller says that it is
/// not.</summary>
internal sealed class StorageProtection(string finalizer) : BuiltInAdmission
{
    public override void Admit(AdmissionRequest request)
    {
        if (request.Operation != AdmissionOperation.Create || request.Subresource.Length > 0
            || request.Object is not { } obj)
        {
            return;
        }

        var metadata = ObjectMeta.Of(obj);
        var finalizers = ObjectMeta.Finalizers(metadata);
        if (!finalizers.Contains(finalizer))
        {
            metadata["finalizers"] = new JsonArray([.. finalizers.Append(finalizer).Select(f => (JsonNode)f)]);
        }
    }
}
