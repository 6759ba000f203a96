using Fairway.Api;
using Fairway.Api.Meta;

namespace Fairway.Kube;

/// <summary>Fairway's own kinds as resources of the API.</summary>
public static class FairwayResources
{
    /// <summary>The resource of a kind.</summary>
    public static KubeResource Of<T>()
        where T : FairwayObject
    {
        var kind = ApiKind.Of<T>();
        return new KubeResource(kind.Group, ApiGroup.Version, kind.Plural, kind.Kind, kind.Namespaced);
    }
}
