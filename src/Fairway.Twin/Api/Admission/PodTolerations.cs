using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission;

/// <summary>
/// <c>DefaultTolerationSeconds</c>: pods stay five minutes on nodes that are not ready or not reachable, unless they
/// say something else.
/// </summary>
internal sealed class PodTolerations : BuiltInAdmission
{
    private const long TolerationSeconds = 300;
    private static readonly string[] Keys = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public override void Admit(AdmissionRequest request)
    {
        if (request.Subresource.Length > 0 || request.Object?["spec"] is not JsonObject spec)
        {
            return;
        }

        if (spec["tolerations"] is not JsonArray tolerations)
        {
            tolerations = [];
        }

        foreach (var key in Keys)
        {
            if (!tolerations.Any(t => Covers((JsonObject)t!, key)))
            {
                tolerations.Add(new JsonObject
                {
                    ["key"] = key,
                    ["operator"] = "Exists",
                    ["effect"] = "NoExecute",
                    ["tolerationSeconds"] = TolerationSeconds,
                });
            }
        }

        spec["tolerations"] ??= tolerations;
    }

    private static bool Covers(JsonObject toleration, string key)
    {
        var theirs = ObjectMeta.Text(toleration, "key");
        return (theirs == key || theirs.Length == 0)
            && ObjectMeta.Text(toleration, "effect") is "NoExecute" or "";
    }
}
