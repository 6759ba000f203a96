using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Access;

/// <summary>
/// The bindings of a cluster by those whom they mean, so that a request looks only at its own user's and groups'.
/// Immutable; made anew when a binding has changed, out of bindings that were read before.
/// </summary>
internal sealed class RbacIndex
{
    private readonly ObjectSet clusterBindings;
    private readonly ObjectSet bindings;
    private readonly Dictionary<Bearer, List<RoleGrant>> grants = [];

    // By the very states that were read. No weak table: the collector would go through all of it each time.
    private readonly Dictionary<StoredObject, RoleGrant> read;

    /// <param name="clusterBindings">The bindings of the cluster.</param>
    /// <param name="bindings">Those of namespaces.</param>
    /// <param name="before">The index before the last change; null for the first one.</param>
    public RbacIndex(ObjectSet clusterBindings, ObjectSet bindings, RbacIndex? before)
    {
        this.clusterBindings = clusterBindings;
        this.bindings = bindings;
        read = new(clusterBindings.Count + bindings.Count, ReferenceEqualityComparer.Instance);
        Add(clusterBindings, before);
        Add(bindings, before);
    }

    /// <summary>Whether these are the bindings of the index.</summary>
    public bool IsOf(ObjectSet clusterWide, ObjectSet others) =>
        ReferenceEquals(clusterBindings, clusterWide) && ReferenceEquals(bindings, others);

    /// <summary>The bindings that hold for a user in a namespace (empty: in the cluster), each once; those of the
    /// cluster first.</summary>
    public IEnumerable<RoleGrant> Of(ApiUser user, string ns)
    {
        foreach (var grant in In("", user))
        {
            yield return grant;
        }

        if (ns.Length > 0)
        {
            foreach (var grant in In(ns, user))
            {
                yield return grant;
            }
        }
    }

    private IEnumerable<RoleGrant> In(string ns, ApiUser user)
    {
        foreach (var grant in Held(new Bearer(ns, user.Name, false)))
        {
            if (IsThrough(grant, user, user.Name, false))
            {
                yield return grant;
            }
        }

        for (var i = 0; i < user.Groups.Count; i++)
        {
            var group = user.Groups[i];
            foreach (var grant in Held(new Bearer(ns, group, true)))
            {
                if (IsThrough(grant, user, group, true))
                {
                    yield return grant;
                }
            }
        }
    }

    /// <summary>A binding may mean a user in several ways; the first of its subjects counts.</summary>
    private static bool IsThrough(RoleGrant grant, ApiUser user, string name, bool isGroup)
    {
        var first = grant.Subjects[grant.PlaceOf(user)];
        return first.IsGroup == isGroup && first.Bearer(grant.Namespace) == name;
    }

    private List<RoleGrant> Held(Bearer bearer) => grants.TryGetValue(bearer, out var held) ? held : [];

    private void Add(ObjectSet set, RbacIndex? before)
    {
        foreach (var stored in set)
        {
            var grant = before?.read.GetValueOrDefault(stored)
                ?? RoleGrant.Read(stored.Key, RbacObjects.Tree(stored));
            read.Add(stored, grant);
            foreach (var subject in grant.Subjects)
            {
                if (subject.Bearer(grant.Namespace) is { } name)
                {
                    Add(new Bearer(grant.Namespace, name, subject.IsGroup), grant);
                }
            }
        }
    }

    private void Add(Bearer bearer, RoleGrant grant)
    {
        if (!grants.TryGetValue(bearer, out var held))
        {
            held = [];
            grants.Add(bearer, held);
        }

        if (held.Count == 0 || held[^1] != grant)
        {
            held.Add(grant);
        }
    }

    private readonly record struct Bearer(string Namespace, string Name, bool IsGroup);
}
