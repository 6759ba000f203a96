using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Admission;

/// <summary><c>Priority</c>: what a pod's priority class says.</summary>
internal sealed class PodPriority : BuiltInAdmission
{
    public override void Admit(AdmissionRequest request)
    {
        if (request.Subresource.Length == 0
            && request.Operation == AdmissionOperation.Create
            && request.Object?["spec"] is JsonObject spec
            && spec["priorityClassName"] is null)
        {
            spec["priority"] = 0;
            spec["preemptionPolicy"] ??= "PreemptLowerPriority";
        }
    }
}
