using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>What functions need of the rendering that they are called in.</summary>
internal interface IFunctionHost
{
    Budget Budget { get; }

    /// <summary>The text of a named template.</summary>
    string Include(string name, GoValue data);

    /// <summary>The text of a template that is given as text.</summary>
    string Expand(string template, GoValue data);
}
