using System.Text.Json.Nodes;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Kinds;

/// <summary>
/// What a kind does that its schema cannot say. The base does what most kinds do; a kind that differs has a class of
/// its own. All methods work on trees that have been decoded and defaulted.
/// </summary>
internal class KindRules
{
    /// <summary>Whether metadata.generation counts the changes of the specification.</summary>
    public virtual bool CountsGenerations => false;

    /// <summary>Whether an object may be created with its status.</summary>
    public virtual bool KeepsStatus => false;

    /// <summary>Whether what is prepared of a new object holds its name as well.</summary>
    public virtual bool CopiesName => false;

    /// <summary>Whether a deletion answers the object that is gone, not a Status.</summary>
    public virtual bool AnswersDeleted => false;

    /// <summary>Whether a change of the status is judged by metadata and status alone, and has no defaults but those of
    /// its schema: then nobody reads the specification for it.</summary>
    public virtual bool StatusStandsAlone => false;

    /// <summary>Whether a replacement must say the resourceVersion of what it replaces.</summary>
    public virtual bool NeedsRevision => false;

    /// <summary>Checks metadata.name; null where it is good.</summary>
    public virtual string? CheckName(string name) => NameRules.Subdomain(name);

    /// <summary>A warning that goes with every answer of the kind; null for none.</summary>
    public virtual string? Deprecation => null;

    /// <summary>Adds what reading the object into its kind adds, so that whoever wrote it owns it.</summary>
    public virtual void Complete(JsonObject obj)
    {
    }

    /// <summary>Fills in and drops what a new object may not bring. The status has been dropped already, but for kinds
    /// that keep it.</summary>
    public virtual void PrepareForCreate(JsonObject obj, KindContext context)
    {
    }

    /// <summary>Fills in who asks, where the object holds it.</summary>
    public virtual void SetRequester(JsonObject obj, ApiUser user)
    {
    }

    /// <summary>Restores what an update through <c>approval</c> may not change.</summary>
    public virtual void PrepareForApproval(JsonObject updated, JsonObject live, KindContext context)
    {
    }

    /// <summary>Adds what is wrong with a change through <c>approval</c>.</summary>
    public virtual void ValidateApproval(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
    }

    /// <summary>Fills in and restores what an update through the main resource may not change.</summary>
    public virtual void PrepareForUpdate(JsonObject updated, JsonObject live, KindContext context)
    {
    }

    /// <summary>Restores what an update through <c>status</c> may not change, beside what every kind keeps.</summary>
    public virtual void PrepareForStatusUpdate(JsonObject updated, JsonObject live)
    {
    }

    /// <summary>The same, for kinds whose status holds times.</summary>
    public virtual void PrepareForStatusUpdate(JsonObject updated, JsonObject live, KindContext context) =>
        PrepareForStatusUpdate(updated, live);

    /// <summary>Whether the change makes a new generation.</summary>
    public virtual bool IsNewGeneration(JsonObject updated, JsonObject live) =>
        !JsonNode.DeepEquals(updated["spec"], live["spec"]);

    /// <summary>Adds what is wrong with a new object.</summary>
    public virtual void ValidateCreate(JsonObject obj, List<FieldError> errors)
    {
    }

    /// <summary>What is odd about an object that is good; goes with the answer. Null where nothing is.</summary>
    public virtual string? Warning(JsonObject obj) => null;

    /// <summary>What is odd about the pods of an object that is good.</summary>
    public virtual IReadOnlyList<string> PodWarningsOf(JsonObject obj) => [];

    /// <summary>The same for a change of the object itself.</summary>
    public virtual string? UpdateWarning(JsonObject updated, JsonObject live) => Warning(updated);

    /// <summary>Adds what is wrong with a change.</summary>
    public virtual void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
    }

    /// <summary>Adds what is wrong with a change that the status, the scale or another subresource makes.</summary>
    public virtual void ValidatePartUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
    }

    /// <summary>Restores what an update through another subresource that takes the whole object may not
    /// change.</summary>
    public virtual void PrepareForSubresource(string subresource, JsonObject updated, JsonObject live)
    {
    }

    /// <summary>Adds what is wrong with such a change.</summary>
    public virtual void ValidateSubresource(
        string subresource, JsonObject updated, JsonObject live, List<FieldError> errors)
    {
    }

    /// <summary>Adds what is wrong with a change that the status makes.</summary>
    public virtual void ValidateStatusUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        ValidatePartUpdate(updated, live, errors);

    /// <summary>Seconds of grace that a deletion gives where <paramref name="asked"/> says nothing; 0 for kinds without
    /// grace.</summary>
    public virtual long GracePeriod(JsonObject live, long? asked) => 0;

    /// <summary>Whether deletions give grace: then even an object that goes at once is marked in its last
    /// state.</summary>
    public virtual bool IsGraceful => false;

    /// <summary>Whether a deletion that says nothing about it leaves what depends on the object; and the warning that
    /// goes with it, null for none.</summary>
    public virtual (bool Orphans, string? Warning) DefaultPropagation => (false, null);

    /// <summary>Changes the object that a deletion only marks (a namespace becomes Terminating).</summary>
    public virtual void Mark(JsonObject marked)
    {
    }

    /// <summary>Whether something beside metadata.finalizers keeps the object from going.</summary>
    public virtual bool IsHeld(JsonObject obj) => false;
}

/// <summary>What rules may ask for.</summary>
internal sealed record KindContext(IdSource Ids, TimeProvider Time, ApiFeatures Features, ServiceAllocator Services);

/// <summary>What a cluster does beside storing objects.</summary>
/// <param name="ServiceAccounts">Pods get their namespace's service account and its token volume, as the admission of a
/// real cluster does; off where no controller makes service accounts.</param>
public sealed record ApiFeatures(bool ServiceAccounts = true)
{
    /// <summary>
    /// Whether the cluster has from its start what a real one has (namespaces, the Service of the API, rights and
    /// priorities); off for stores that are somebody's own.
    /// </summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>How it is decided who may do what.</summary>
    public AuthorizationMode Authorization { get; init; } = AuthorizationMode.Rbac;

    /// <summary>How often a watch that wants bookmarks gets one.</summary>
    public TimeSpan BookmarkEvery { get; init; } = TimeSpan.FromMinutes(1);
}
