using System.Text.Json.Nodes;
using Fairway.Twin.Api.Admission.Storage;

namespace Fairway.Twin.Api.Admission;

/// <summary><c>DefaultIngressClass</c>: ingresses that name no class get the default one, if there is one.</summary>
internal sealed class IngressClass : BuiltInAdmission
{
    private const string OldName = "kubernetes.io/ingress.class";

    public override void Admit(AdmissionRequest request)
    {
        if (request.Operation == AdmissionOperation.Create && request.Subresource.Length == 0
            && request.Object?["spec"] is JsonObject spec && spec["ingressClassName"] is null
            && request.Object["metadata"]?["annotations"]?[OldName] is null
            && DefaultableClass.DefaultOf(request.Context.IngressClasses.Now) is { } found)
        {
            spec["ingressClassName"] = found.Name;
        }
    }
}
