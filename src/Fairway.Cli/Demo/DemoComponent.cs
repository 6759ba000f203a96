namespace Fairway.Cli.Demo;

/// <summary>A component of the demo: one of the sample charts.</summary>
/// <param name="Name">Its name, and that of its chart.</param>
/// <param name="ImageName">What the component calls its image.</param>
/// <param name="Image">The image without its tag. The tag is the version.</param>
/// <param name="Replicas">Pods in each cluster.</param>
internal sealed record DemoComponent(string Name, string ImageName, string Image, int Replicas)
{
    /// <summary>The image of a version.</summary>
    public string ImageOf(string version) => $"{Image}:{version}";
}
