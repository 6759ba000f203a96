using System.Text.Json.Nodes;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Admission;

/// <summary>The options of a request as the objects that reviews carry.</summary>
internal static class AdmissionOptions
{
    /// <summary>CreateOptions, UpdateOptions, PatchOptions or DeleteOptions of the request.</summary>
    public static JsonObject Of(AdmissionRequest request)
    {
        if (request.Deletion is { } deletion)
        {
            return Of(deletion);
        }

        var asked = request.Call.Request;
        var made = Start(Kind(request), request.DryRun);
        if (asked.Method == "PATCH" && QueryBool.Read(asked, "force"))
        {
            made["force"] = true;
        }

        AddIfGiven(made, "fieldManager", asked.QueryValue("fieldManager"));
        AddIfGiven(made, "fieldValidation", asked.QueryValue("fieldValidation"));
        return made;
    }

    private static string Kind(AdmissionRequest request) => request.Operation == AdmissionOperation.Create
        ? "CreateOptions"
        : request.Call.Request.Method == "PATCH" ? "PatchOptions" : "UpdateOptions";

    private static JsonObject Of(DeleteOptions options)
    {
        var made = Start("DeleteOptions", options.DryRun);
        if (options.GraceSeconds is { } seconds)
        {
            made["gracePeriodSeconds"] = seconds;
        }

        if (options.Uid is not null || options.Revision is not null)
        {
            var conditions = new JsonObject();
            made["preconditions"] = conditions;
            AddIfGiven(conditions, "uid", options.Uid);
            AddIfGiven(conditions, "resourceVersion", options.Revision);
        }

        AddIfGiven(made, "propagationPolicy", options.Propagation);
        return made;
    }

    private static JsonObject Start(string kind, bool dryRun)
    {
        var made = new JsonObject { ["kind"] = kind, ["apiVersion"] = "meta.k8s.io/v1" };
        if (dryRun)
        {
            made["dryRun"] = new JsonArray("All");
        }

        return made;
    }

    private static void AddIfGiven(JsonObject target, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            target[name] = value;
        }
    }
}
