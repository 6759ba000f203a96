namespace Fairway.Kube.Pods.Objects;

/// <summary>What a controller keeps of an object: at least its metadata.</summary>
internal interface IObjectView
{
    ObjectMeta Meta { get; }
}
