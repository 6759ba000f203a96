using System.Globalization;
using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Selection;

namespace Fairway.Twin.Api.Requests;

/// <summary>How a list's or watch's resourceVersion is meant.</summary>
internal enum RevisionMatch
{
    /// <summary>Nothing was said: the newest state.</summary>
    Unset,

    /// <summary>Any state not older than the one named.</summary>
    NotOlderThan,

    /// <summary>Just the state named.</summary>
    Exact,
}

/// <summary>Options of a list, a watch or a deletion of a collection.</summary>
internal sealed record ListOptions
{
    public required LabelSelector Labels { get; init; }

    public required FieldSelector Fields { get; init; }

    public required bool Watch { get; init; }

    public required bool Bookmarks { get; init; }

    public required bool SendInitialEvents { get; init; }

    public required long Limit { get; init; }

    public required string Continue { get; init; }

    /// <summary>Null where none was given.</summary>
    public required long? Revision { get; init; }

    public required RevisionMatch Match { get; init; }

    public required long? TimeoutSeconds { get; init; }

    /// <exception cref="ApiFailure">400 or 422, in the reference server's words.</exception>
    public static ListOptions Read(KubeRequest request, ResourceType resource, bool oldWatch)
    {
        var watch = oldWatch || QueryBool.Read(request, "watch");
        var sendInitial = request.QueryValue("sendInitialEvents") is { Length: > 0 }
            ? QueryBool.Read(request, "sendInitialEvents")
            : (bool?)null;
        var match = request.QueryValue("resourceVersionMatch") ?? "";
        var revision = request.QueryValue("resourceVersion") ?? "";
        var token = request.QueryValue("continue") ?? "";
        Check(watch, sendInitial, match, revision, token);
        return new ListOptions
        {
            Labels = LabelSelector.Parse(request.QueryValue("labelSelector")),
            Fields = FieldSelector.Parse(request.QueryValue("fieldSelector"), resource),
            Watch = watch,
            Bookmarks = QueryBool.Read(request, "allowWatchBookmarks"),
            SendInitialEvents = sendInitial == true,
            Limit = Math.Max(0, QueryBool.Number(request, "limit") ?? 0),
            Continue = token,
            Revision = ParseRevision(revision, token),
            Match = match switch
            {
                "Exact" => RevisionMatch.Exact,
                "NotOlderThan" => RevisionMatch.NotOlderThan,
                _ => RevisionMatch.Unset,
            },
            TimeoutSeconds = QueryBool.Number(request, "timeoutSeconds"),
        };
    }

    private static long? ParseRevision(string text, string token)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
        {
            throw ApiFailure.BadRequest($"Invalid value: \"{text}\": resourceVersion must be a whole number");
        }

        return token.Length > 0 && revision > 0
            ? throw ApiFailure.BadRequest("specifying resource version is not allowed when using continue")
            : revision;
    }

    private static void Check(bool watch, bool? sendInitial, string match, string revision, string token)
    {
        var errors = new List<FieldError>();
        const string Field = "resourceVersionMatch";
        if (watch)
        {
            CheckWatch(sendInitial, match, errors);
        }
        else if (sendInitial is not null)
        {
            errors.Add(FieldError.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
        }

        if (match.Length > 0 && !watch)
        {
            CheckMatch(match, revision, token, errors);
        }

        if (errors.Count > 0)
        {
            throw ApiFailure.Invalid("meta.k8s.io", "ListOptions", "", errors);
        }

        static void CheckMatch(string match, string revision, string token, List<FieldError> errors)
        {
            if (revision.Length == 0)
            {
                errors.Add(FieldError.Forbidden(
                    Field, "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            }

            if (token.Length > 0)
            {
                errors.Add(FieldError.Forbidden(Field, "resourceVersionMatch is forbidden when continue is provided"));
            }

            if (match is not ("Exact" or "NotOlderThan"))
            {
                errors.Add(FieldError.Unsupported(Field, $"\"{match}\"", "Exact", "NotOlderThan", ""));
            }

            if (match == "Exact" && revision == "0")
            {
                const string Why = "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"";
                errors.Add(FieldError.Forbidden(Field, Why));
            }
        }
    }

    private static void CheckWatch(bool? sendInitial, string match, List<FieldError> errors)
    {
        const string Field = "resourceVersionMatch";
        if (sendInitial is not null && match != "NotOlderThan")
        {
            const string Why = "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan";
            errors.Add(FieldError.Forbidden(Field, Why));
        }
        else if (sendInitial is null && match.Length > 0)
        {
            errors.Add(FieldError.Forbidden(
                Field, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        }
    }
}
