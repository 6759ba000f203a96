using Fairway.Cel.Values;

namespace Fairway.Cel;

/// <summary>The values of variables in one evaluation.</summary>
public interface ICelActivation
{
    /// <summary>The value of a variable; null where it has none.</summary>
    CelValue? Find(string name);
}
