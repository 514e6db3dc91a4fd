package dev.easel.server.http;

import dev.easel.server.catalog.Projects;
import dev.easel.server.live.LiveProjects;

/** What the desk asks of the rest of an instance. All of it may be called from any thread. */
public record DeskPorts(LiveProjects live, Projects projects, Vitals vitals) {}
